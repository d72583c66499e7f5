package dev.giveback.platform.acts;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.journal.v1.AdminActBegun;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.JournalRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The acts, read from their journal. */
public final class ActList {
    /** The steps of some acts: those that begin before a number, latest first, and where they ended. */
    private static final String STEPS = """
            SELECT sequence_number, event_payload FROM event_journal
            WHERE persistence_id = ? AND sequence_number < ?
            ORDER BY sequence_number DESC LIMIT ?""";

    private static final int ROWS = 2_000;

    private final DataSource source;

    /** @param source connections that find the journal */
    public ActList(DataSource source) {
        this.source = source;
    }

    /**
     * The acts with smaller ids, latest first. It blocks on the database.
     *
     * @param limit the most
     */
    public List<AdminAct> before(long actId, int limit) throws SQLException, InvalidProtocolBufferException {
        Map<Long, AdminEvent> ends = new HashMap<>();
        List<AdminAct> acts = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(STEPS)) {
            long before = Long.MAX_VALUE;
            int rows = ROWS;
            while (rows == ROWS && acts.size() < limit) {
                rows = 0;
                query.setString(1, AdminActs.PERSISTENCE_ID);
                query.setLong(2, before);
                query.setInt(3, ROWS);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next() && acts.size() < limit) {
                        rows++;
                        before = row.getLong(1);
                        take(before, event(row.getBytes(2)), actId, ends, acts);
                    }
                }
            }
        }
        return acts;
    }

    /** An act ends after it began, so going back its end is met first. */
    private static void take(
            long number, AdminEvent event, long before, Map<Long, AdminEvent> ends, List<AdminAct> acts) {
        if (event.hasEnded()) {
            ends.put(event.getEnded().getActId(), event);
        } else if (number < before) {
            acts.add(act(number, event, ends.remove(number)));
        }
    }

    private static AdminAct act(long actId, AdminEvent event, @Nullable AdminEvent end) {
        AdminActBegun begun = event.getBegun();
        AdminAct.Builder act = AdminAct.newBuilder()
                .setActId(actId)
                .setVerb(begun.getVerb())
                .setSubject(begun.getSubject())
                .setPrincipal(begun.getPrincipal())
                .setOperator(begun.getOperator())
                .setReason(begun.getReason())
                .setBeginTime(Timestamps.fromMillis(event.getRecordMillis()))
                .putAllDetails(begun.getDetailsMap());
        if (end != null) {
            act.setEndTime(Timestamps.fromMillis(end.getRecordMillis()))
                    .setOutcome(end.getEnded().getOutcome())
                    .putAllDetails(end.getEnded().getDetailsMap());
        }
        return act.build();
    }

    private static AdminEvent event(byte[] payload) throws InvalidProtocolBufferException {
        return AdminEvent.parseFrom(JournalRecord.parseFrom(payload).getEvent());
    }
}
