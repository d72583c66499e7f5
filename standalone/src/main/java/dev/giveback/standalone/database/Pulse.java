package dev.giveback.standalone.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept, to feel whether the server serves. A server whose process lives may be recovering, or stand still. Lost, the
 * connection is made anew when it is felt again. For one thread.
 */
final class Pulse implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final Login login;
    private @Nullable Connection connection;

    Pulse(Login login) {
        this.login = login;
    }

    /** Whether the server answers now. */
    boolean isFelt() {
        try {
            Connection felt = connection == null ? login.connect() : connection;
            connection = felt;
            if (felt.isValid(PATIENCE_SECONDS)) {
                return true;
            }
        } catch (SQLException away) {
            // That is what was asked.
        }
        close();
        return false;
    }

    @Override
    public void close() {
        Connection lost = connection;
        connection = null;
        if (lost != null) {
            try {
                lost.close();
            } catch (SQLException goneAlready) {
                // Then there is nothing to close.
            }
        }
    }
}
