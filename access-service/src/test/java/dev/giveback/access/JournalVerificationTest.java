package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.access.v1.AccessFinding;
import dev.giveback.access.v1.AccessRule;
import dev.giveback.access.v1.AccessVerification;
import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CreateSessionRequest;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ReviewApprovalRequest;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.options.v1.ApprovalKind;
import dev.giveback.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The journals are tampered with in the database, and each change is found and named; what was not touched is found good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JournalVerificationTest {
    private static final String KEYS = "keys|all";
    private static final String AUDIT = "audit|acts";
    private static final String BAKERY = "approvals|bakery";
    private static final String BAKERY_APPROVALS = "programs/bakery/approvals";
    /** One more than a snapshot of approvals is taken after. */
    private static final int POLICY_CHANGES = 201;

    private final TestDatabase database = TestDatabase.create();
    private final JournalTampering tampering = new JournalTampering(database);
    private RunningAccess access;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        access = RunningAccess.start(database, folder);
        keys();
        acts();
        approvals();
        for (int i = 0; i < 600 && !isFollowed(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(isFollowed()).isTrue();
        tampering.keep();
    }

    @AfterAll
    void stop() {
        access.close();
        database.close();
    }

    /** The lists say that the last key is revoked, the last act ended, and the approval decided; and the snapshot is there. */
    private boolean isFollowed() throws Exception {
        return tampering.number("SELECT count(*) FROM access_keys WHERE revoke_millis IS NOT NULL") == 2
                && tampering.number("SELECT count(*) FROM access_audit WHERE end_millis IS NOT NULL") == 4
                && tampering.number("SELECT count(*) FROM access_approvals WHERE approved") == 1
                && tampering.number("SELECT count(*) FROM snapshot") == 1;
    }

    private void keys() {
        Key maker = access.create(
                        "maker",
                        Key.newBuilder()
                                .setDisplayName("Maker")
                                .addScopes("access.admin")
                                .addScopes("checkout")
                                .addPrograms("*"))
                .getKey();
        GetCallerResponse caller = RunningAccess.callerOf(maker);
        Key till = access.as(caller)
                .createKey(dev.giveback.access.v1.CreateKeyRequest.newBuilder()
                        .setRequestId("till")
                        .setKey(RunningAccess.till())
                        .build())
                .getKey();
        access.as(caller)
                .rotateKey(RotateKeyRequest.newBuilder()
                        .setRequestId("rotate")
                        .setName(till.getName())
                        .build());
        assertThat(access.as(caller)
                        .createSession(CreateSessionRequest.getDefaultInstance())
                        .getSecret())
                .isNotEmpty();
        access.admin()
                .revokeKey(
                        RevokeKeyRequest.newBuilder().setName(maker.getName()).build());
    }

    private void acts() {
        List<String> names = new ArrayList<>();
        for (int act = 0; act < 5; act++) {
            names.add(access.guard()
                    .beginAct(BeginActRequest.newBuilder()
                            .setEntry(AuditEntry.newBuilder()
                                    .setPrincipal("keys/annaannaanna")
                                    .setMethod("m" + act))
                            .build())
                    .getName());
        }
        for (String name : names.subList(1, 5)) {
            access.guard()
                    .endAct(EndActRequest.newBuilder()
                            .setName(name)
                            .setCode("OK")
                            .build());
        }
    }

    private void approvals() {
        for (int change = 0; change < POLICY_CHANGES; change++) {
            policy("bakery", change % 2 == 0);
        }
        policy("florist", true);
        String name = access.guard()
                .checkApproval(CheckApprovalRequest.newBuilder()
                        .setProgram("programs/bakery")
                        .setKind(ApprovalKind.APPROVAL_KIND_ERASURE)
                        .setMethod("m")
                        .setResource("programs/bakery/customers/c")
                        .setRequestSha256(ByteString.copyFrom(new byte[32]))
                        .setRequester("keys/annaannaanna")
                        .build())
                .getApproval()
                .getName();
        access.admin()
                .reviewApproval(ReviewApprovalRequest.newBuilder()
                        .setName(name)
                        .setApprove(true)
                        .build());
    }

    private void policy(String program, boolean erasure) {
        access.admin()
                .updateApprovalPolicy(UpdateApprovalPolicyRequest.newBuilder()
                        .setPolicy(ApprovalPolicy.newBuilder()
                                .setName("programs/" + program + "/approvalPolicy")
                                .setErasure(erasure))
                        .build());
    }

    private record Checked(List<AccessFinding> findings, AccessVerification summary) {}

    private Checked verify(String subject) {
        return verify(VerifyAccessJournalRequest.newBuilder().setSubject(subject));
    }

    private Checked verify(VerifyAccessJournalRequest.Builder request) {
        List<AccessFinding> findings = new ArrayList<>();
        AccessVerification summary = AccessVerification.getDefaultInstance();
        var answers = access.admin().verifyAccessJournal(request.build());
        while (answers.hasNext()) {
            var answer = answers.next();
            switch (answer.getPartCase()) {
                case FINDING -> findings.add(answer.getFinding());
                case SUMMARY -> summary = answer.getSummary();
                case PROGRESS, PART_NOT_SET -> {}
            }
        }
        return new Checked(findings, summary);
    }

    /** The control, before each tampering. */
    @BeforeEach
    void untouchedIsGood() throws Exception {
        tampering.putBack();
        Checked control = verify("");
        assertThat(control.findings()).isEmpty();
        assertThat(control.summary().getFindings()).isZero();
        assertThat(control.summary().getJournals()).isEqualTo(4);
        assertThat(control.summary().getEvents()).isEqualTo(tampering.number("SELECT count(*) FROM event_journal"));
        assertThat(control.summary().getActs()).isEqualTo(5);
        assertThat(control.summary().getSnapshots()).isEqualTo(1);
        assertThat(control.summary().getJournalsNotJudged()).isZero();
    }

    private void isFound(AccessRule rule, String subject, long sequenceNumber) {
        Checked checked = verify("");
        assertThat(checked.findings())
                .anySatisfy(finding -> assertThat(finding.getSequenceNumber()).isEqualTo(sequenceNumber))
                .allSatisfy(finding -> {
                    assertThat(finding.getRule()).isEqualTo(rule);
                    assertThat(finding.getSubject()).isEqualTo(subject);
                    assertThat(finding.getMessage()).isNotEmpty();
                });
        assertThat(checked.summary().getCountsList())
                .singleElement()
                .satisfies(count -> assertThat(count.getRule()).isEqualTo(rule));
        // The other journals are found good by themselves.
        for (String other : List.of("keys", "audit", BAKERY_APPROVALS, "programs/florist/approvals")) {
            if (!other.equals(subject)) {
                assertThat(verify(other).findings()).isEmpty();
            }
        }
    }

    private static String row(String journal, long number) {
        return " WHERE persistence_id = '" + journal + "' AND sequence_number = " + number;
    }

    @Test
    void aChangedByteIsFound() {
        tampering.execute("UPDATE access.event_journal SET event_payload ="
                + " set_byte(event_payload, 60, get_byte(event_payload, 60) # 1)" + row(AUDIT, 3));

        isFound(AccessRule.ACCESS_RULE_CHAIN_HASH, "audit", 3);
    }

    @Test
    void aMissingEventIsFound() {
        tampering.execute("DELETE FROM access.event_journal" + row(KEYS, 3));

        isFound(AccessRule.ACCESS_RULE_SEQUENCE_NUMBER, "keys", 3);
    }

    @Test
    void swappedEventsAreFound() {
        tampering.execute("UPDATE access.event_journal SET sequence_number = 1003" + row(AUDIT, 3));
        tampering.execute("UPDATE access.event_journal SET sequence_number = 3" + row(AUDIT, 4));
        tampering.execute("UPDATE access.event_journal SET sequence_number = 4" + row(AUDIT, 1003));

        isFound(AccessRule.ACCESS_RULE_CHAIN_HASH, "audit", 4);
    }

    @Test
    void anEventOfAnotherJournalIsFound() {
        tampering.execute(
                "UPDATE access.event_journal SET event_payload = (SELECT event_payload FROM access.event_journal"
                        + row(KEYS, 2) + ")" + row(AUDIT, 5));

        isFound(AccessRule.ACCESS_RULE_CHAIN_HASH, "audit", 5);
    }

    @Test
    void anEventOfAnotherJournalIsFoundEvenWithARightHash() throws Exception {
        AccessEvent ofKeys = AccessEvent.newBuilder()
                .setRecordMillis(1)
                .setSessionEnded(dev.giveback.journal.v1.StoredSessionEnded.getDefaultInstance())
                .build();
        tampering.rewrite(AUDIT, 5, event -> ofKeys);

        isFound(AccessRule.ACCESS_RULE_RECORD, "audit", 5);
    }

    @Test
    void aJournalThatTheServiceDoesNotHaveIsFound() {
        tampering.execute("INSERT INTO access.event_journal SELECT (jsonb_populate_record(j, '{\"persistence_id\":"
                + " \"notes|all\"}')).* FROM access.event_journal j"
                + row("approvals|florist", 1));

        isFound(AccessRule.ACCESS_RULE_JOURNAL, "notes|all", 0);
    }

    @Test
    void aMissingEndIsFoundByTheLists() throws Exception {
        long lastAct = tampering.last(AUDIT);
        tampering.execute("DELETE FROM access.event_journal" + row(AUDIT, lastAct));
        isFound(AccessRule.ACCESS_RULE_JOURNAL_END, "audit", lastAct);

        tampering.putBack();
        long lastOfKeys = tampering.last(KEYS);
        tampering.execute("DELETE FROM access.event_journal" + row(KEYS, lastOfKeys));
        isFound(AccessRule.ACCESS_RULE_JOURNAL_END, "keys", lastOfKeys);

        tampering.putBack();
        long lastOfBakery = tampering.last(BAKERY);
        tampering.execute("DELETE FROM access.event_journal" + row(BAKERY, lastOfBakery));
        isFound(AccessRule.ACCESS_RULE_JOURNAL_END, BAKERY_APPROVALS, lastOfBakery);
    }

    @Test
    void aMissingEndIsFoundByTheSnapshot() {
        tampering.execute(
                "DELETE FROM access.event_journal WHERE persistence_id = '" + BAKERY + "' AND sequence_number >= 150");

        isFound(AccessRule.ACCESS_RULE_JOURNAL_END, BAKERY_APPROVALS, 150);
    }

    @Test
    void aJournalThatIsGoneIsFound() {
        tampering.execute("DELETE FROM access.event_journal WHERE persistence_id = '" + AUDIT + "'");

        isFound(AccessRule.ACCESS_RULE_JOURNAL_END, "audit", 1);
    }

    @Test
    void aChangedSnapshotIsFound() {
        tampering.execute("UPDATE access.snapshot SET snapshot_payload ="
                + " set_byte(snapshot_payload, 1, get_byte(snapshot_payload, 1) # 1)");

        isFound(AccessRule.ACCESS_RULE_SNAPSHOT, BAKERY_APPROVALS, 200);
    }

    @Test
    void moreThanTheMakersRightsIsFoundEvenWithRightHashes() throws Exception {
        long till = tampering.last(KEYS, AccessEvent.ChangeCase.KEY_CREATED);
        tampering.rewrite(KEYS, till, event -> {
            AccessEvent.Builder changed = event.toBuilder();
            changed.getKeyCreatedBuilder().clearScopes().addScopes("*");
            return changed.build();
        });

        // Made with less and rotated with less: the event and what follows from it.
        assertThat(verify("").findings())
                .extracting(AccessFinding::getRule, AccessFinding::getSequenceNumber)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(AccessRule.ACCESS_RULE_RIGHTS, till),
                        org.assertj.core.groups.Tuple.tuple(AccessRule.ACCESS_RULE_RIGHTS, till + 1));
    }

    @Test
    void anApprovalOfOnesOwnIsFoundEvenWithRightHashes() throws Exception {
        long review = tampering.last(BAKERY);
        tampering.rewrite(BAKERY, review, event -> {
            AccessEvent.Builder changed = event.toBuilder();
            changed.getApprovalReviewedBuilder().setReviewer("keys/annaannaanna");
            return changed.build();
        });

        isFound(AccessRule.ACCESS_RULE_SECOND_PERSON, BAKERY_APPROVALS, review);
    }

    @Test
    void aNumberThatIsLeftOutIsFoundEvenWithRightHashes() throws Exception {
        tampering.rewrite(AUDIT, 2, event -> {
            AccessEvent.Builder changed = event.toBuilder();
            changed.getActBegunBuilder().setActId(1);
            return changed.build();
        });

        assertThat(verify("audit").findings().getFirst()).satisfies(finding -> {
            assertThat(finding.getRule()).isEqualTo(AccessRule.ACCESS_RULE_NUMBER);
            assertThat(finding.getSequenceNumber()).isEqualTo(2);
        });
    }

    @Test
    void findingsBeyondTheMostThatAreWantedAreCounted() {
        tampering.execute("UPDATE access.event_journal SET event_ser_manifest = 'X9' WHERE persistence_id = '" + AUDIT
                + "' AND sequence_number <= 4");

        Checked checked = verify(VerifyAccessJournalRequest.newBuilder().setMaxFindings(2));
        assertThat(checked.findings()).hasSize(2);
        assertThat(checked.summary().getFindings()).isEqualTo(4);
        assertThat(checked.summary().getJournalsNotJudged()).isEqualTo(1);
    }

    @Test
    void oneJournalAndNoneCanBeAskedFor() throws Exception {
        assertThat(verify("keys").summary().getJournals()).isEqualTo(1);
        assertThat(verify("audit").summary().getActs()).isEqualTo(5);
        assertThat(verify(BAKERY_APPROVALS).summary().getEvents()).isEqualTo(POLICY_CHANGES + 2);
        assertThat(Refusals.of(() -> verify("programs/nobody/approvals"))).isEqualTo("NOT_FOUND JOURNAL_NOT_FOUND");
        assertThat(Refusals.of(() -> verify("programs/bakery"))).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(
                        () -> verify(VerifyAccessJournalRequest.newBuilder().setMaxFindings(-1))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
}
