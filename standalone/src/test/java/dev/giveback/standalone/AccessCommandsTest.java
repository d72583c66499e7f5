package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.options.v1.ApprovalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys, approvals and the audit log by the command line, at a gateway whose keys are kept by the access service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessCommandsTest {
    private final RunningGateway giveback = RunningGateway.withAccessService();

    @TempDir
    private Path folder;

    @BeforeAll
    void openTheShop() {
        TestShop shop = new TestShop(giveback.service());
        shop.create(TestShop.program());
        shop.give("ann", 500);
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    void aKeyForATillCanSellAndCannotCorrect() throws IOException {
        Path key = folder.resolve("till.key");
        Commands.Ran made = operator("keys create till-7 --for till --program shop --secret-file " + key);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("till-7")
                .doesNotContain(Files.readString(key).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        assertThat(with(key, "keys show").out()).contains("till-7", "programs/shop", "points.write");
        assertThat(with(key, "points redeem ann 10 --program shop").exitCode()).isZero();
        Commands.Ran adjust = with(key, "points adjust ann 10 --reason gift --program shop");
        assertThat(adjust.exitCode()).isEqualTo(4);
        assertThat(adjust.err()).contains("may not do this: it lacks the scope points.adjust");
        assertThat(with(key, "keys list").exitCode()).isEqualTo(4);
    }

    @Test
    void aKeyThatWasRevokedIsNotAccepted() throws InterruptedException {
        Path key = folder.resolve("old.key");
        assertThat(operator("keys create old --for analyst --program shop --secret-file " + key)
                        .exitCode())
                .isZero();
        String id = with(key, "keys show -o csv")
                .out()
                .lines()
                .toList()
                .getLast()
                .split(",", 2)[0]
                .replace("keys/", "");
        assertThat(operator("keys revoke " + id).out()).contains("revoked");
        Commands.Ran refused = with(key, "points lots ann --program shop");
        for (int i = 0; i < 50 && refused.exitCode() == 0; i++) {
            Thread.sleep(100);
            refused = with(key, "points lots ann --program shop");
        }
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("is not accepted: it was revoked").contains("old.key");
        assertThat(until("keys list --all", "revoked").out()).contains(id);
        assertThat(operator("keys list").out()).doesNotContain(id);
    }

    @Test
    void aRotatedKeyHasANewSecret() throws IOException {
        Path key = folder.resolve("rotated.key");
        assertThat(operator("keys create rotated --scope customer.read --all-programs --days 30 --secret-file " + key)
                        .exitCode())
                .isZero();
        String first = Files.readString(key);
        String id =
                with(key, "keys show -o csv").out().lines().toList().getLast().split(",", 2)[0];
        assertThat(operator("keys rotate " + id + " --overlap-hours 1 --secret-file " + key)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(key)).isNotEqualTo(first);
        assertThat(with(key, "points lots ann --program shop").exitCode()).isZero();
    }

    /** What a gateway records of an act is what the command shows. */
    @Test
    void theAuditLogTellsWhoDidWhat() throws InterruptedException {
        String entry = giveback.guardService()
                .beginAct(BeginActRequest.newBuilder()
                        .setEntry(AuditEntry.newBuilder()
                                .setPrincipal("keys/abcdefghijkl")
                                .setDisplayName("kim")
                                .setMethod("giveback.loyalty.v1.PointsService/AdjustPoints")
                                .setProgram("programs/shop")
                                .setResource("programs/shop/customers/ann")
                                .setAddress("127.0.0.1")
                                .setRequestJson("{\"points\":\"7\"}")
                                .setBeforeJson("{\"total\":\"500\"}"))
                        .build())
                .getName();
        var unused = giveback.guardService()
                .endAct(EndActRequest.newBuilder()
                        .setName(entry)
                        .setCode("OK")
                        .setAfterJson("{\"total\":\"507\"}")
                        .build());
        Commands.Ran log = until("audit --program shop --method AdjustPoints --details", "after    ");
        assertThat(log.out())
                .contains("kim (abcdefghijkl)", "PointsService/AdjustPoints", "programs/shop/customers/ann")
                .contains("before   {\"total\":\"500\"}", "after    {\"total\":\"507\"}");
        assertThat(operator("audit --program shop -o csv").out()).startsWith("name,beginTime,endTime,principal,");
        assertThat(operator("audit --program shop --method Nothing").out()).contains("Nothing of the kind was done");
    }

    /** The check is an act of its own; a change of a single byte is found, and put back is good again. */
    @Test
    void whatWasChangedInTheAuditLogIsFound() throws InterruptedException {
        Commands.Ran good = operator("audit verify --reason monthly");
        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).contains("acts of the audit log among them", "Nothing is wrong.");
        assertThat(operator("audit verify keys -o json").out()).startsWith("{\"journals\":\"1\"");
        until("audit --method VerifyAccessJournal --details", "monthly");

        String flip =
                "UPDATE access.event_journal SET event_payload = set_byte(event_payload, 60, get_byte(event_payload,"
                        + " 60) # 1) WHERE persistence_id = 'audit|acts' AND sequence_number = 1";
        giveback.execute(flip);
        try {
            Commands.Ran bad = operator("audit verify audit");
            assertThat(bad.exitCode()).isEqualTo(1);
            assertThat(bad.out()).contains("audit event 1: chain_hash: ", "1 findings: 1 chain_hash");
            assertThat(operator("audit verify audit -o csv").out())
                    .startsWith("subject,event,rule,message")
                    .contains("audit,1,chain_hash,");
        } finally {
            giveback.execute(flip);
        }
        assertThat(operator("audit verify -o csv").exitCode()).isZero();
        assertThat(operator("audit verify programs/nobody/approvals").err())
                .contains("there is nothing of programs/nobody/approvals");
        assertThat(operator("audit verify customers").err()).contains("customers is no journal (expected: keys, audit");
        assertThat(operator("audit verify --max-findings 0").exitCode()).isEqualTo(2);
    }

    @Test
    void whatASecondPersonHasToApproveIsListedAndDecided() throws InterruptedException {
        assertThat(operator("approvals list --program shop").out()).contains("Nothing waits");
        assertThat(operator("approvals policy --program shop --adjustment-points 1000")
                        .out())
                .contains("from 1,000 points on");
        assertThat(operator("approvals policy --program shop --erasure yes").out())
                .contains("from 1,000 points on", "erasures      yes");
        for (int customer = 1; customer <= 2; customer++) {
            assertThat(giveback.guardService().checkApproval(asked(customer)).getNeeded())
                    .isTrue();
        }
        Commands.Ran waiting = until("approvals list --program shop -o csv", "customers/c2");
        List<String> rows = waiting.out().lines().skip(1).toList();
        assertThat(rows).hasSize(2);
        String second = rows.getFirst().split(",", 2)[0];
        String first = rows.getLast().split(",", 2)[0];
        assertThat(operator("approvals approve " + first + " --comment seen --program shop")
                        .out())
                .contains("is approved");
        assertThat(operator("approvals decline " + second + " --program shop").out())
                .contains("is declined");
        assertThat(operator("approvals approve " + second + " --program shop").exitCode())
                .isEqualTo(1);
        assertThat(until("approvals list --all --program shop", "declined").out())
                .contains("approved");
        assertThat(giveback.guardService().checkApproval(asked(1)).getApproval().getState())
                .isEqualTo(ApprovalState.APPROVAL_STATE_APPROVED);
    }

    private static CheckApprovalRequest asked(int customer) {
        return CheckApprovalRequest.newBuilder()
                .setProgram("programs/shop")
                .setKind(ApprovalKind.APPROVAL_KIND_ADJUSTMENT)
                .setMethod("giveback.loyalty.v1.PointsService/AdjustPoints")
                .setResource("programs/shop/customers/c" + customer)
                .setRequestSha256(
                        ByteString.copyFrom(new byte[31]).concat(ByteString.copyFrom(new byte[] {(byte) customer})))
                .setRequestJson("{}")
                .setRequester("keys/abcdefghijkl")
                .setPoints(1_000)
                .build();
    }

    /** Lists follow their journal a moment later. */
    private Commands.Ran until(String command, String expected) throws InterruptedException {
        Commands.Ran ran = operator(command);
        for (int i = 0; i < 100 && !ran.out().contains(expected); i++) {
            Thread.sleep(100);
            ran = operator(command);
        }
        return ran;
    }

    @Test
    void withoutAKeyNothingIsDone() throws IOException {
        Path none = folder.resolve("unknown.key");
        Files.writeString(none, "gb_aaaaaaaaaaaa_" + "a".repeat(43));
        Commands.Ran refused = with(none, "points lots ann --program shop");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("unknown.key is not accepted", "does not know it");
    }

    @Test
    void theDoctorNamesTheKeyAndWhatEndsSoon() throws InterruptedException {
        Path soon = folder.resolve("soon.key");
        assertThat(operator("keys create soon --for analyst --all-programs --days 3 --secret-file " + soon)
                        .exitCode())
                .isZero();
        Commands.Ran doctor = until("doctor --data-dir " + folder.resolve("none"), "warn  keys");
        assertThat(doctor.out()).contains("ok    gateway", "ok    key", "warn  keys", "soon");
        assertThat(operator("doctor -o json --data-dir " + folder.resolve("none"))
                        .out())
                .contains("\"state\" : \"WARN\"");
        assertThat(operator("doctor -o csv --data-dir " + folder.resolve("none"))
                        .out())
                .startsWith("check,state,found,advice");
    }

    private Commands.Ran operator(String arguments) {
        return with(giveback.operatorFile(), arguments);
    }

    private Commands.Ran with(Path key, String arguments) {
        return Commands.run(giveback.port(), key, arguments);
    }
}
