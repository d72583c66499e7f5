package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.Reason;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.CompletionException;

/** Reads the database; one that is away is told from one that does not understand. */
final class Reads {
    private Reads() {}

    /** What is read. */
    @FunctionalInterface
    interface Read<T> {
        T run() throws SQLException;
    }

    static <T> T run(Read<T> read) {
        try {
            return read.run();
        } catch (SQLException failed) {
            String state = failed.getSQLState() == null ? "" : failed.getSQLState();
            if (failed instanceof SQLTransientException || state.startsWith("08") || state.startsWith("57P")) {
                throw RefusalStatus.of(
                        Reason.SOURCE_AWAY, "database: it did not answer in time; try again in a moment");
            }
            throw new CompletionException(failed);
        }
    }
}
