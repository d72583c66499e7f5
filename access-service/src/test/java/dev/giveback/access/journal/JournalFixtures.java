package dev.giveback.access.journal;

import com.google.protobuf.MessageLite;
import dev.giveback.access.domain.ApprovalAnswer;
import dev.giveback.access.domain.ApprovalBook;
import dev.giveback.access.domain.ApprovalCommand;
import dev.giveback.access.domain.ApprovalEvent;
import dev.giveback.access.domain.ApprovalKind;
import dev.giveback.access.domain.Ask;
import dev.giveback.access.domain.AuditEvent;
import dev.giveback.access.domain.AuditLog;
import dev.giveback.access.domain.Decision;
import dev.giveback.access.domain.Grant;
import dev.giveback.access.domain.KeyAnswer;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.access.domain.Policy;
import dev.giveback.access.domain.Request;
import dev.giveback.access.domain.Rings;
import dev.giveback.access.domain.StoredSecret;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.platform.journal.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lives of keys, acts and approvals with an event of every kind, as they are kept in files for all later builds. */
final class JournalFixtures {
    private static final KeyId OPERATOR = new KeyId("operatorkeya");
    private static final KeyId TILL = new KeyId("tillkeyaaaaa");

    private final Map<String, AccessEvent> events = new LinkedHashMap<>();
    private Recorded<KeyRing> keys = Recorded.empty(KeyRing.EMPTY);
    private Recorded<AuditLog> audit = Recorded.empty(AuditLog.EMPTY);
    private Recorded<ApprovalBook> approvals = Recorded.empty(ApprovalBook.EMPTY);
    private Instant now = Rings.NOON;

    private JournalFixtures() {}

    static JournalFixtures told() {
        JournalFixtures story = new JournalFixtures();
        story.tellKeys();
        story.tellActs();
        story.tellApprovals();
        return story;
    }

    private StoredSecret secret(int number) {
        return new StoredSecret(String.format("%064x", number), "gb_aaaaaaaaaaaa_" + (1000 + number), now);
    }

    private void tellKeys() {
        key("key-created-operator", new KeyCommand.CreateOperatorKey(OPERATOR, secret(1), false));
        key(
                "key-created",
                new KeyCommand.CreateKey(
                        new Request("make-till", 42),
                        TILL,
                        "Till 4",
                        new Grant(List.of("checkout", "customer.read"), List.of("programs/bakery", "programs/cafe")),
                        Rings.NOON.plus(Duration.ofDays(365)),
                        200,
                        secret(2),
                        OPERATOR.name(),
                        Grant.EVERYTHING));
        session("session-opened", "sessiononeaa", 3);
        key(
                "key-rotated",
                new KeyCommand.RotateKey(
                        new Request("rotate-till", 43),
                        TILL,
                        secret(4),
                        Duration.ofHours(24),
                        OPERATOR.name(),
                        Grant.EVERYTHING));
        session("session-opened-second", "sessiontwoaa", 5);
        key("session-ended", new KeyCommand.EndSession(new KeyId("sessiontwoaa")));
        key(
                "key-rotated-at-once",
                new KeyCommand.RotateKey(
                        new Request("rotate-again", 44),
                        TILL,
                        secret(6),
                        Duration.ZERO,
                        OPERATOR.name(),
                        Grant.EVERYTHING));
        session("session-opened-third", "sessionthree", 7);
        now = now.plus(Duration.ofHours(8));
        session("session-opened-forgetting", "sessionfoura", 8);
        key("key-revoked", new KeyCommand.RevokeKey(TILL, OPERATOR.name()));
        session("session-opened-operator", OPERATOR, "sessionfivea", 9);
    }

    private void session(String name, String id, int secret) {
        session(name, TILL, id, secret);
    }

    private void session(String name, KeyId key, String id, int secret) {
        key(name, new KeyCommand.OpenSession(key, new KeyId(id), secret(secret)));
    }

    private void key(String name, KeyCommand command) {
        now = now.plusSeconds(1);
        if (keys.state().decide(command, now) instanceof Decision.Accepted<KeyEvent, KeyAnswer> accepted) {
            AccessEvent event = KeyEvents.toProto(accepted.event());
            events.put(name, event);
            keys = new Recorded<>(
                    keys.state().evolve(accepted.event()), ChainHash.next(keys.chainHash(), event.toByteString()));
            return;
        }
        throw new IllegalStateException(name + ": not accepted (expected: accepted)");
    }

    private void tellActs() {
        AuditEntry entry = AuditEntry.newBuilder()
                .setPrincipal(TILL.name())
                .setDisplayName("Till 4")
                .setMethod("giveback.loyalty.v1.PointsService/AdjustPoints")
                .setProgram("programs/bakery")
                .setResource("programs/bakery/customers/13085")
                .setAddress("10.0.0.7")
                .setRequestJson("{\"points\":\"50\"}")
                .setBeforeJson("{\"balance\":\"10\"}")
                .setApproval("programs/bakery/approvals/1")
                .build();
        act("act-begun", AuditEvents.begun(new AuditEvent.ActBegun(now, 1), entry));
        act("act-ended", AuditEvents.ended(new AuditEvent.ActEnded(now, 1, false), "OK", "", "{\"balance\":\"60\"}"));
        act("act-begun-second", AuditEvents.begun(new AuditEvent.ActBegun(now, 2), entry));
        act("act-lost", AuditEvents.lost(new AuditEvent.ActEnded(now.plus(Duration.ofDays(1)), 2, true)));
        act("act-begun-third", AuditEvents.begun(new AuditEvent.ActBegun(now, 3), entry));
    }

    private void act(String name, AccessEvent event) {
        events.put(name, event);
        audit = new Recorded<>(
                audit.state().evolve(AuditEvents.toDomain(event)),
                ChainHash.next(audit.chainHash(), event.toByteString()));
    }

    private void tellApprovals() {
        approval("policy-changed", new ApprovalCommand.SetPolicy(new Policy(1000, true, true), null, OPERATOR.name()));
        approval("approval-asked", check(ApprovalKind.ADJUSTMENT, 1));
        approval("approval-asked-rules", check(ApprovalKind.RULES, 2));
        approval("approval-reviewed", new ApprovalCommand.ReviewApproval(1, true, OPERATOR.name(), "seen"));
        approval("approval-declined", new ApprovalCommand.ReviewApproval(2, false, OPERATOR.name(), ""));
        now = now.plus(Duration.ofDays(8));
        approval("approval-asked-forgetting", check(ApprovalKind.ERASURE, 3));
    }

    private static ApprovalCommand check(ApprovalKind kind, int request) {
        return new ApprovalCommand.Check(
                new Ask(
                        kind,
                        "giveback.loyalty.v1.PointsService/AdjustPoints",
                        "programs/bakery/customers/13085",
                        String.format("%064x", request),
                        TILL.name()),
                5000);
    }

    private void approval(String name, ApprovalCommand command) {
        now = now.plusSeconds(1);
        if (approvals.state().decide(command, now)
                instanceof Decision.Accepted<ApprovalEvent, ApprovalAnswer> accepted) {
            String json = accepted.event() instanceof ApprovalEvent.ApprovalAsked ? "{\"points\":\"5000\"}" : "";
            AccessEvent event = ApprovalEvents.toProto(accepted.event(), json);
            events.put(name, event);
            approvals = new Recorded<>(
                    approvals.state().evolve(accepted.event()),
                    ChainHash.next(approvals.chainHash(), event.toByteString()));
            return;
        }
        throw new IllegalStateException(name + ": not accepted (expected: accepted)");
    }

    Map<String, AccessEvent> events() {
        return events;
    }

    Recorded<KeyRing> keys() {
        return keys;
    }

    Recorded<AuditLog> audit() {
        return audit;
    }

    Recorded<ApprovalBook> approvals() {
        return approvals;
    }

    Map<String, MessageLite> files() {
        Map<String, MessageLite> files = new LinkedHashMap<>(events);
        AccessEvent first = Objects.requireNonNull(events.get("key-created-operator"), "the first event");
        files.put(
                "journal-record",
                StoredAccessEvent.following(ChainHash.NONE, first).toRecord());
        files.put("keys-snapshot", KeySnapshots.toProto(keys));
        files.put("audit-snapshot", AuditEvents.snapshot(audit));
        files.put("approvals-snapshot", ApprovalSnapshots.toProto(approvals));
        return files;
    }

    /** Writes the files that are not there yet into a folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, MessageLite> file : told().files().entrySet()) {
            Path path = folder.resolve(file.getKey() + ".binpb");
            if (Files.notExists(path)) {
                Files.write(path, file.getValue().toByteArray());
            }
        }
    }
}
