package dev.giveback.access.directory;

import dev.giveback.journal.v1.StoredKeyCreated;
import dev.giveback.journal.v1.StoredKeyRevoked;
import dev.giveback.journal.v1.StoredKeyRotated;
import dev.giveback.journal.v1.StoredSessionOpened;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps the table of keys and sessions. */
final class KeyTable {
    private static final String ADD = """
            INSERT INTO access_keys (create_millis, rotate_millis, expire_millis, requests_per_second, key_id, parent_id,
                display_name, scopes, programs, creator, secret_prefix)
            VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)
            """;

    private static final String ADD_SESSION = """
            INSERT INTO access_keys (create_millis, rotate_millis, expire_millis, requests_per_second, key_id, parent_id,
                display_name, scopes, programs, creator, secret_prefix)
            SELECT ?, ?, ?, requests_per_second, ?, key_id, display_name, scopes, programs, 'keys/' || key_id, ?
            FROM access_keys WHERE key_id = ?
            """;

    private static final String ROTATE = """
            UPDATE access_keys SET rotate_millis = ?, previous_expire_millis = ?, secret_prefix = ? WHERE key_id = ?
            """;

    private static final String END =
            "UPDATE access_keys SET revoke_millis = ? WHERE key_id = ? AND revoke_millis IS NULL";

    private KeyTable() {}

    static void add(Connection connection, StoredKeyCreated key, long millis) throws SQLException {
        Statements.run(
                connection,
                ADD,
                millis,
                key.getSecret().getMadeMillis(),
                Statements.millis(key.getExpireMillis()),
                key.getRequestsPerSecond(),
                key.getKeyId(),
                key.getDisplayName(),
                array(connection, key.getScopesList()),
                array(connection, key.getProgramsList()),
                key.getCreator(),
                key.getSecret().getPrefix());
    }

    private static Array array(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    static void rotate(Connection connection, StoredKeyRotated rotated, long millis) throws SQLException {
        Statements.run(
                connection,
                ROTATE,
                rotated.getSecret().getMadeMillis(),
                Statements.millis(rotated.getPreviousExpireMillis()),
                rotated.getSecret().getPrefix(),
                rotated.getKeyId());
        end(connection, rotated.getEndedSessionIdsList(), millis);
    }

    static void revoke(Connection connection, StoredKeyRevoked revoked, long millis) throws SQLException {
        end(connection, List.of(revoked.getKeyId()), millis);
        end(connection, revoked.getEndedSessionIdsList(), millis);
    }

    static void open(Connection connection, StoredSessionOpened opened, long millis) throws SQLException {
        Statements.run(
                connection,
                ADD_SESSION,
                opened.getSecret().getMadeMillis(),
                opened.getSecret().getMadeMillis(),
                opened.getExpireMillis(),
                opened.getSessionId(),
                opened.getSecret().getPrefix(),
                opened.getKeyId());
        if (!opened.getEndedSessionId().isEmpty()) {
            end(connection, List.of(opened.getEndedSessionId()), millis);
        }
    }

    static void end(Connection connection, List<String> ids, long millis) throws SQLException {
        for (String id : ids) {
            Statements.run(connection, END, millis, id);
        }
    }
}
