package dev.giveback.access.directory;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The list of acts, the newest first. Each filter alone has an index. */
public final class AuditList {
    private static final String SELECT = """
            SELECT act_id, begin_millis, end_millis, code, reason, entry, after_json FROM access_audit WHERE act_id < ?""";

    private final Queries queries;

    /** A list over the tables of {@link DirectorySchema}. */
    public AuditList(Queries queries) {
        this.queries = queries;
    }

    /**
     * A page.
     *
     * @param before only acts with smaller numbers
     */
    public CompletionStage<List<AuditEntry>> page(AuditFilter filter, long before, int limit) {
        Queries.Sql sql = new Queries.Sql().add(SELECT, before);
        if (!filter.program().isEmpty()) {
            sql.add("AND program = ?", filter.program());
        }
        if (!filter.principal().isEmpty()) {
            sql.add("AND principal = ?", filter.principal());
        }
        if (!filter.method().isEmpty()) {
            sql.add(
                    "AND method IN (SELECT method FROM access_audit_methods WHERE position(? IN method) > 0)",
                    filter.method());
        }
        if (!filter.resource().isEmpty()) {
            // Whatever begins with the resource and a slash; the character after the slash is the zero.
            sql.add(
                    "AND (resource = ? OR (resource >= ? AND resource < ?))",
                    filter.resource(),
                    filter.resource() + "/",
                    filter.resource() + "0");
        }
        @Nullable Instant from = filter.from();
        if (from != null) {
            sql.add("AND begin_millis >= ?", from.toEpochMilli());
        }
        @Nullable Instant end = filter.before();
        if (end != null) {
            sql.add("AND begin_millis < ?", end.toEpochMilli());
        }
        return queries.ask(sql.add("ORDER BY act_id DESC LIMIT ?", limit), AuditList::entry);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        try {
            AuditEntry.Builder entry = AuditEntry.parseFrom(row.getBytes("entry")).toBuilder()
                    .setName("audit/" + row.getLong("act_id"))
                    .setBeginTime(Timestamps.fromMillis(row.getLong("begin_millis")))
                    .setCode(row.getString("code"))
                    .setReason(row.getString("reason"))
                    .setAfterJson(row.getString("after_json"));
            long end = row.getLong("end_millis");
            return row.wasNull()
                    ? entry.build()
                    : entry.setEndTime(Timestamps.fromMillis(end)).build();
        } catch (InvalidProtocolBufferException unreadable) {
            throw new SQLException("act " + row.getLong("act_id") + " is not readable", unreadable);
        }
    }
}
