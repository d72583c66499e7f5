package dev.giveback.access.directory;

import dev.giveback.access.v1.AuditEntry;
import dev.giveback.journal.v1.StoredActBegun;
import dev.giveback.journal.v1.StoredActEnded;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keeps the table of acts. */
final class AuditTable {
    private static final String BEGIN = """
            INSERT INTO access_audit (act_id, begin_millis, program, principal, method, resource, code, reason, entry, after_json)
            VALUES (?, ?, ?, ?, ?, ?, '', '', ?, '')
            """;

    private static final String END = """
            UPDATE access_audit SET end_millis = ?, code = ?, reason = ?, after_json = ? WHERE act_id = ?
            """;

    private static final String KNOW_METHOD =
            "INSERT INTO access_audit_methods (method) VALUES (?) ON CONFLICT DO NOTHING";

    private AuditTable() {}

    static void begin(Connection connection, StoredActBegun begun, long millis) throws SQLException {
        AuditEntry entry = begun.getEntry();
        Statements.run(
                connection,
                BEGIN,
                begun.getActId(),
                millis,
                entry.getProgram(),
                entry.getPrincipal(),
                entry.getMethod(),
                entry.getResource(),
                entry.toByteArray());
        Statements.run(connection, KNOW_METHOD, entry.getMethod());
    }

    /** Of an end that was given up it is not known when it was. */
    static void end(Connection connection, StoredActEnded ended, long millis) throws SQLException {
        @Nullable Long end = ended.getLost() ? null : millis;
        Statements.run(
                connection, END, end, ended.getCode(), ended.getReason(), ended.getAfterJson(), ended.getActId());
    }
}
