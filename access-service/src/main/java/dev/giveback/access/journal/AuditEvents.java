package dev.giveback.access.journal;

import dev.giveback.access.domain.AuditEvent;
import dev.giveback.access.domain.AuditLog;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.AuditSnapshot;
import dev.giveback.journal.v1.OpenActSnapshot;
import dev.giveback.journal.v1.StoredActBegun;
import dev.giveback.journal.v1.StoredActEnded;
import java.time.Instant;
import org.pcollections.TreePMap;

/** Events and the state of the log of acts between the domain and their stored form. */
public final class AuditEvents {
    /** The code of an act whose end nobody told. */
    public static final String LOST_CODE = "UNKNOWN";
    /** The reason of an act whose end nobody told. */
    public static final String LOST_REASON = "END_NOT_KNOWN";

    private AuditEvents() {}

    /** The stored form of a beginning, with what the act is about. */
    public static AccessEvent begun(AuditEvent.ActBegun event, AuditEntry entry) {
        return AccessEvent.newBuilder()
                .setRecordMillis(event.time().toEpochMilli())
                .setActBegun(StoredActBegun.newBuilder().setActId(event.id()).setEntry(entry))
                .build();
    }

    /** The stored form of an end that was told. */
    public static AccessEvent ended(AuditEvent.ActEnded event, String code, String reason, String afterJson) {
        return AccessEvent.newBuilder()
                .setRecordMillis(event.time().toEpochMilli())
                .setActEnded(StoredActEnded.newBuilder()
                        .setActId(event.id())
                        .setCode(code)
                        .setReason(reason)
                        .setAfterJson(afterJson)
                        .setLost(event.lost()))
                .build();
    }

    /** The stored form of an end that is given up. */
    public static AccessEvent lost(AuditEvent.ActEnded event) {
        return ended(event, LOST_CODE, LOST_REASON, "");
    }

    /**
     * The event that is stored, without what it is about.
     *
     * @throws IllegalArgumentException when it is none of acts
     */
    public static AuditEvent toDomain(AccessEvent stored) {
        Instant time = Instant.ofEpochMilli(stored.getRecordMillis());
        return switch (stored.getChangeCase()) {
            case ACT_BEGUN -> new AuditEvent.ActBegun(time, stored.getActBegun().getActId());
            case ACT_ENDED ->
                new AuditEvent.ActEnded(
                        time,
                        stored.getActEnded().getActId(),
                        stored.getActEnded().getLost());
            case KEY_CREATED,
                    KEY_ROTATED,
                    KEY_REVOKED,
                    SESSION_OPENED,
                    SESSION_ENDED,
                    APPROVAL_ASKED,
                    APPROVAL_REVIEWED,
                    POLICY_CHANGED,
                    CHANGE_NOT_SET ->
                throw new IllegalArgumentException("event: " + stored.getChangeCase() + " (expected: one of acts)");
        };
    }

    /** The stored form of a state. */
    public static AccessSnapshot snapshot(Recorded<AuditLog> recorded) {
        AuditSnapshot.Builder audit =
                AuditSnapshot.newBuilder().setLatestActId(recorded.state().latest());
        recorded.state()
                .open()
                .forEach((id, begun) ->
                        audit.addOpen(OpenActSnapshot.newBuilder().setActId(id).setBeginMillis(begun.toEpochMilli())));
        return AccessSnapshot.newBuilder()
                .setSchemaVersion(JournalSerializer.SCHEMA_VERSION)
                .setChainHash(recorded.chainHash())
                .setAudit(audit)
                .build();
    }

    /** The state that is stored. */
    public static Recorded<AuditLog> state(AccessSnapshot stored) {
        TreePMap<Long, Instant> open = TreePMap.empty();
        for (OpenActSnapshot act : stored.getAudit().getOpenList()) {
            open = open.plus(act.getActId(), Instant.ofEpochMilli(act.getBeginMillis()));
        }
        return new Recorded<>(new AuditLog(stored.getAudit().getLatestActId(), open), stored.getChainHash());
    }
}
