package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.admin.v1.AdminAct;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationSummary;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The drift check on a real database: it is silent when all is well, and names what is planted. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Only that the calls that make the history succeed is of interest.
final class DriftServiceTest {
    private static final String BIG = "programs/shop/customers/big";

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("shop"));
        for (int i = 0; i < 105; i++) {
            loyalty.points().adjustPoints(adjust(BIG, "b" + i, 1));
        }
        for (int i = 0; i < 20; i++) {
            loyalty.points().adjustPoints(adjust("programs/shop/customers/c" + i, "a", 5));
        }
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private record Verdict(List<VerificationFinding> findings, VerificationSummary summary) {}

    private Verdict check(int customers, long seed) {
        Iterator<CheckDriftResponse> answers = loyalty.journal()
                .checkDrift(CheckDriftRequest.newBuilder()
                        .setCustomers(customers)
                        .setSeed(seed)
                        .build());
        List<VerificationFinding> findings = new ArrayList<>();
        VerificationSummary summary = VerificationSummary.getDefaultInstance();
        while (answers.hasNext()) {
            CheckDriftResponse answer = answers.next();
            if (answer.hasFinding()) {
                findings.add(answer.getFinding());
            }
            summary = answer.hasSummary() ? answer.getSummary() : summary;
        }
        return new Verdict(findings, summary);
    }

    /** Once no transaction that is still running keeps the latest events from being complete. */
    private Verdict settled() {
        Verdict all = check(1_000, 0);
        for (int tries = 0; tries < 50 && all.summary().getLiveStates() < 21; tries++) {
            all = check(1_000, 0);
        }
        return all;
    }

    @Test
    void allIsWellAndTheSeedChoosesTheSameAgain() {
        Verdict all = settled();
        assertThat(all.findings()).isEmpty();
        assertThat(all.summary().getCustomers()).isEqualTo(21);
        assertThat(all.summary().getLiveStates()).isEqualTo(21);
        assertThat(all.summary().getEvents()).isEqualTo(125);
        assertThat(all.summary().getSeed()).isNotZero();

        // One who is chosen by one seed shows by the events that were read: the directory of all others is wrong.
        database.execute("UPDATE loyalty.customer_directory SET tier_id = 'gold'");
        List<VerificationFinding> first = check(5, 42).findings();
        assertThat(first).hasSize(5);
        assertThat(check(5, 42).findings()).isEqualTo(first);
        assertThat(check(5, 43).findings()).isNotEqualTo(first);
        AdminAct act = loyalty.journal()
                .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                .getActs(1);
        assertThat(act.getVerb()).isEqualTo("CheckDrift");
        assertThat(act.getDetailsMap()).containsEntry("seed", "42").containsEntry("findings", "5");
    }

    @Test
    void aSnapshotThatWasChangedIsFoundInTheTableAndInMemory() throws Exception {
        loyalty.close();
        try (Connection connection = database.dataSource("loyalty").getConnection();
                PreparedStatement read = connection.prepareStatement("SELECT snapshot_payload FROM snapshot");
                ResultSet row = read.executeQuery()) {
            assertThat(row.next()).isTrue();
            CustomerSnapshot.Builder changed = CustomerSnapshot.parseFrom(row.getBytes(1)).toBuilder();
            changed.setAdjusted(changed.getAdjusted() + 50)
                    .getLotsBuilder(0)
                    .setOriginal(51)
                    .setRemaining(51);
            try (PreparedStatement write = connection.prepareStatement("UPDATE snapshot SET snapshot_payload = ?")) {
                // With a checksum that fits, or nobody would use it.
                write.setBytes(1, new JournalSerializer().toBinary(CustomerSnapshotMapper.toDomain(changed.build())));
                write.executeUpdate();
            }
        }
        loyalty = RunningLoyalty.start(database);
        Verdict verdict = check(100, 7);
        assertThat(verdict.findings().stream()
                        .map(finding ->
                                finding.getRule() + " " + finding.getSubject() + " " + finding.getSequenceNumber()))
                .containsExactly(
                        "VERIFICATION_RULE_SNAPSHOT " + BIG + " 100", "VERIFICATION_RULE_LIVE_STATE " + BIG + " 105");
        assertThat(verdict.findings().get(1).getMessage()).contains("155 points (expected: 105)");
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThat(Refusal.of(() -> check(0, 1)).code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(Refusal.of(() -> check(10_001, 1)).code()).isEqualTo(Code.INVALID_ARGUMENT);
    }
}
