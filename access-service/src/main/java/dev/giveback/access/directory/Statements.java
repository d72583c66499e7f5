package dev.giveback.access.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements. */
final class Statements {
    private Statements() {}

    static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, Arrays.asList(values));
            return statement.executeUpdate();
        }
    }

    static void fill(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** Null for zero, which is how the journal says never. */
    static @Nullable Long millis(long stored) {
        return stored == 0 ? null : stored;
    }
}
