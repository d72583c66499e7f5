package dev.giveback.access.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.giveback.access.domain.ApprovalBook;
import dev.giveback.access.domain.AuditLog;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.AccessEvent.ChangeCase;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What an earlier build stored is read by this one. The files are written once, by {@link JournalFixtures#main}: one that this test finds
 * changed means that stored journals can be read no longer.
 */
final class JournalFixturesTest {
    private static final String FOLDER = "/fixtures/journal/v1/";

    private final JournalFixtures fixtures = JournalFixtures.told();
    private final JournalSerializer serializer = new JournalSerializer();

    private static byte[] bytes(String name) throws Exception {
        try (InputStream file =
                Objects.requireNonNull(JournalFixturesTest.class.getResourceAsStream(FOLDER + name + ".binpb"), name)) {
            return file.readAllBytes();
        }
    }

    @Test
    void everyStoredEventIsReadAsWhatItWasAndWrittenWithTheSameBytes() throws Exception {
        for (Map.Entry<String, AccessEvent> fixture : fixtures.events().entrySet()) {
            byte[] stored = bytes(fixture.getKey());
            AccessEvent read = AccessEvent.parseFrom(stored);
            assertThat(read).as(fixture.getKey()).isEqualTo(fixture.getValue());
            assertThat(throughTheDomain(read).toByteArray())
                    .as(fixture.getKey())
                    .isEqualTo(stored);
        }
    }

    private static AccessEvent throughTheDomain(AccessEvent stored) {
        return switch (stored.getChangeCase()) {
            case KEY_CREATED, KEY_ROTATED, KEY_REVOKED, SESSION_OPENED, SESSION_ENDED ->
                KeyEvents.toProto(KeyEvents.toDomain(stored));
            case APPROVAL_ASKED, APPROVAL_REVIEWED, POLICY_CHANGED ->
                ApprovalEvents.toProto(
                        ApprovalEvents.toDomain(stored),
                        stored.getApprovalAsked().getRequestJson());
            // What acts are about is never held by the domain.
            case ACT_BEGUN, ACT_ENDED -> stored;
            case CHANGE_NOT_SET -> throw new AssertionError("an event of no kind");
        };
    }

    @Test
    void replayingTheStoredEventsGivesTheStoredSnapshots() throws Exception {
        Recorded<KeyRing> keys = Recorded.empty(KeyRing.EMPTY);
        Recorded<AuditLog> audit = Recorded.empty(AuditLog.EMPTY);
        Recorded<ApprovalBook> approvals = Recorded.empty(ApprovalBook.EMPTY);
        for (String name : fixtures.events().keySet()) {
            ByteString stored = ByteString.copyFrom(bytes(name));
            AccessEvent event = AccessEvent.parseFrom(stored);
            if (name.startsWith("act-")) {
                audit = new Recorded<>(
                        audit.state().evolve(AuditEvents.toDomain(event)), ChainHash.next(audit.chainHash(), stored));
            } else if (name.startsWith("approval-") || name.startsWith("policy-")) {
                approvals = new Recorded<>(
                        approvals.state().evolve(ApprovalEvents.toDomain(event)),
                        ChainHash.next(approvals.chainHash(), stored));
            } else {
                keys = new Recorded<>(
                        keys.state().evolve(KeyEvents.toDomain(event)), ChainHash.next(keys.chainHash(), stored));
            }
        }

        assertThat(KeySnapshots.toProto(keys).toByteArray()).isEqualTo(bytes("keys-snapshot"));
        assertThat(AuditEvents.snapshot(audit).toByteArray()).isEqualTo(bytes("audit-snapshot"));
        assertThat(ApprovalSnapshots.toProto(approvals).toByteArray()).isEqualTo(bytes("approvals-snapshot"));
        assertThat(KeySnapshots.toDomain(AccessSnapshot.parseFrom(bytes("keys-snapshot"))))
                .isEqualTo(fixtures.keys());
        assertThat(AuditEvents.state(AccessSnapshot.parseFrom(bytes("audit-snapshot"))))
                .isEqualTo(fixtures.audit());
        assertThat(ApprovalSnapshots.toDomain(AccessSnapshot.parseFrom(bytes("approvals-snapshot"))))
                .isEqualTo(fixtures.approvals());
    }

    @Test
    void rowsAndSnapshotsAreReadBySerializerNumberAndManifest() throws Exception {
        byte[] row = bytes("journal-record");
        Object read = serializer.fromBinary(row, "X1");
        Object snapshot = serializer.fromBinary(bytes("keys-snapshot"), "XS1");

        assertThat(serializer.identifier()).isEqualTo(8174);
        assertThat(serializer.toBinary(read)).isEqualTo(row);
        assertThat(serializer.manifest(read)).isEqualTo("X1");
        assertThat(serializer.manifest(snapshot)).isEqualTo("XS1");
        assertThatThrownBy(() -> serializer.fromBinary(row, "X9")).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1, 2, 3}, "X1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "X1")).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "XS1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyChangedByteOfAnEventBreaksTheChain() throws Exception {
        JournalRecord record = JournalRecord.parseFrom(bytes("journal-record"));
        byte[] event = record.getEvent().toByteArray();
        for (int i = 0; i < event.length; i++) {
            event[i] ^= 1;
            assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                    .isFalse();
            event[i] ^= 1;
        }
        assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                .isTrue();
    }

    @Test
    void everyKindOfChangeHasAFixture() {
        assertThat(fixtures.events().values().stream()
                        .map(AccessEvent::getChangeCase)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ChangeCase.values())
                        .filter(change -> change != ChangeCase.CHANGE_NOT_SET)
                        .toList());
    }
}
