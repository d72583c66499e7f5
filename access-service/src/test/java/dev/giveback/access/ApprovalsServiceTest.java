package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CheckApprovalResponse;
import dev.giveback.access.v1.GetApprovalPolicyRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.ListApprovalsRequest;
import dev.giveback.access.v1.ReviewApprovalRequest;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.options.v1.ApprovalKind;
import dev.giveback.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Acts that a second person approves, by gRPC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApprovalsServiceTest {
    private static final String ANNA = "keys/annaannaanna";
    private static final GetCallerResponse BEN =
            GetCallerResponse.newBuilder().setPrincipal("keys/benbenbenben").build();

    private final TestDatabase database = TestDatabase.create();
    private RunningAccess access;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        access = RunningAccess.start(database, directory);
    }

    @AfterAll
    void stop() {
        access.close();
        database.close();
    }

    private static CheckApprovalRequest.Builder erasure(String program, int request) {
        byte[] hash = new byte[32];
        hash[0] = (byte) request;
        return CheckApprovalRequest.newBuilder()
                .setProgram("programs/" + program)
                .setKind(ApprovalKind.APPROVAL_KIND_ERASURE)
                .setMethod("giveback.loyalty.v1.CustomerService/EraseCustomer")
                .setResource("programs/" + program + "/customers/" + request)
                .setRequestSha256(ByteString.copyFrom(hash))
                .setRequestJson("{\"name\":\"" + request + "\"}")
                .setRequester(ANNA);
    }

    private CheckApprovalResponse check(CheckApprovalRequest.Builder request) {
        return access.guard().checkApproval(request.build());
    }

    private ApprovalRequest review(String name, boolean approve, GetCallerResponse reviewer) {
        return access.as(reviewer)
                .reviewApproval(ReviewApprovalRequest.newBuilder()
                        .setName(name)
                        .setApprove(approve)
                        .setComment("seen")
                        .build())
                .getApproval();
    }

    private ApprovalPolicy policy(ApprovalPolicy.Builder policy) {
        return access.admin()
                .updateApprovalPolicy(UpdateApprovalPolicyRequest.newBuilder()
                        .setPolicy(policy)
                        .build())
                .getPolicy();
    }

    private static ApprovalPolicy.Builder forErasure(String program) {
        return ApprovalPolicy.newBuilder()
                .setName("programs/" + program + "/approvalPolicy")
                .setErasure(true);
    }

    private List<ApprovalRequest> listed(String program, int count, ApprovalState... states)
            throws InterruptedException {
        return listed(access, program, count, states);
    }

    /** The approvals as soon as there are so many; the list follows the journal. */
    private static List<ApprovalRequest> listed(
            RunningAccess access, String program, int count, ApprovalState... states) throws InterruptedException {
        ListApprovalsRequest request = ListApprovalsRequest.newBuilder()
                .setParent("programs/" + program)
                .addAllStates(List.of(states))
                .build();
        for (int i = 0; i < 200 && access.admin().listApprovals(request).getApprovalsCount() != count; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        List<ApprovalRequest> found = access.admin().listApprovals(request).getApprovalsList();
        assertThat(found).hasSize(count);
        return found;
    }

    @Test
    void nothingNeedsASecondPersonUntilThePolicySaysSo() {
        ApprovalPolicy none = access.admin()
                .getApprovalPolicy(GetApprovalPolicyRequest.newBuilder()
                        .setName("programs/free/approvalPolicy")
                        .build())
                .getPolicy();

        assertThat(none)
                .isEqualTo(ApprovalPolicy.newBuilder()
                        .setName("programs/free/approvalPolicy")
                        .setEtag("p0")
                        .build());
        assertThat(check(erasure("free", 1)).getNeeded()).isFalse();
    }

    @Test
    void anActIsAskedForOnceAndDoneWhenASecondPersonApproves() throws Exception {
        policy(forErasure("bakery"));
        CheckApprovalResponse asked = check(erasure("bakery", 1));
        CheckApprovalResponse again = check(erasure("bakery", 1));
        String name = asked.getApproval().getName();

        assertThat(asked.getNeeded()).isTrue();
        assertThat(asked.getApproval().getState()).isEqualTo(ApprovalState.APPROVAL_STATE_WAITING);
        assertThat(again.getApproval()).isEqualTo(asked.getApproval());
        assertThat(listed("bakery", 1).getFirst().getRequestJson()).isEqualTo("{\"name\":\"1\"}");
        assertThat(Refusals.of(() -> review(
                        name,
                        true,
                        GetCallerResponse.newBuilder().setPrincipal(ANNA).build())))
                .isEqualTo("FAILED_PRECONDITION OWN_REQUEST");
        // A session of the same key is the same person.
        assertThat(Refusals.of(() -> review(
                        name,
                        true,
                        GetCallerResponse.newBuilder()
                                .setPrincipal(ANNA)
                                .setSession("keys/sessionaaaaa")
                                .build())))
                .isEqualTo("FAILED_PRECONDITION OWN_REQUEST");

        ApprovalRequest approved = review(name, true, BEN);
        assertThat(approved.getState()).isEqualTo(ApprovalState.APPROVAL_STATE_APPROVED);
        assertThat(approved.getReviewer()).isEqualTo("keys/benbenbenben");
        assertThat(approved.getComment()).isEqualTo("seen");
        assertThat(approved.getRequestJson()).isEqualTo("{\"name\":\"1\"}");
        assertThat(review(name, true, BEN)).isEqualTo(approved);
        assertThat(Refusals.of(() -> review(name, false, BEN))).isEqualTo("FAILED_PRECONDITION APPROVAL_ENDED");
        assertThat(check(erasure("bakery", 1)).getApproval().getState())
                .isEqualTo(ApprovalState.APPROVAL_STATE_APPROVED);
        // It is for this request of this requester.
        assertThat(check(erasure("bakery", 2)).getApproval().getState())
                .isEqualTo(ApprovalState.APPROVAL_STATE_WAITING);
        assertThat(check(erasure("bakery", 1).setRequester("keys/carlcarlcarl"))
                        .getApproval()
                        .getState())
                .isEqualTo(ApprovalState.APPROVAL_STATE_WAITING);
        assertThat(listed("bakery", 2)).hasSize(2);
        assertThat(listed("bakery", 1, ApprovalState.APPROVAL_STATE_APPROVED).getFirst())
                .isEqualTo(approved);
    }

    @Test
    void adjustmentsNeedOneFromTheNumberOnThatThePolicySays() {
        policy(ApprovalPolicy.newBuilder()
                .setName("programs/large/approvalPolicy")
                .setAdjustmentPoints(1000));
        CheckApprovalRequest.Builder small = erasure("large", 1)
                .setKind(ApprovalKind.APPROVAL_KIND_ADJUSTMENT)
                .setPoints(999);

        assertThat(check(small).getNeeded()).isFalse();
        assertThat(check(small.setPoints(1000)).getNeeded()).isTrue();
        assertThat(check(erasure("large", 2)).getNeeded()).isFalse();
    }

    @Test
    void aPolicyThatWasChangedInBetweenIsNotOverwritten() throws Exception {
        ApprovalPolicy first = policy(forErasure("etag").setEtag("p0"));

        assertThat(first.getEtag()).isEqualTo("p1");
        // A repeat changes nothing, whatever was read.
        assertThat(policy(forErasure("etag").setEtag("p0"))).isEqualTo(first);
        assertThat(Refusals.of(() -> policy(forErasure("etag").setRules(true).setEtag("p0"))))
                .isEqualTo("ABORTED ETAG_MISMATCH");
        assertThat(Refusals.of(() -> policy(forErasure("etag").setRules(true).setEtag("other"))))
                .isEqualTo("ABORTED ETAG_MISMATCH");
        assertThat(policy(forErasure("etag").setRules(true)).getEtag()).isEqualTo("p2");
    }

    @Test
    void whatNobodyDecidedInTimeIsAskedAnew() throws Exception {
        try (TestDatabase other = TestDatabase.create();
                RunningAccess later = RunningAccess.start(other, directory.resolve("later"))) {
            later.admin()
                    .updateApprovalPolicy(UpdateApprovalPolicyRequest.newBuilder()
                            .setPolicy(forErasure("slow"))
                            .build());
            String first = later.guard()
                    .checkApproval(erasure("slow", 1).build())
                    .getApproval()
                    .getName();
            later.setForward(Duration.ofDays(7).plusSeconds(1));

            assertThat(Refusals.of(() -> later.as(BEN)
                            .reviewApproval(ReviewApprovalRequest.newBuilder()
                                    .setName(first)
                                    .setApprove(true)
                                    .build())))
                    .isEqualTo("FAILED_PRECONDITION APPROVAL_ENDED");
            assertThat(listed(later, "slow", 1, ApprovalState.APPROVAL_STATE_EXPIRED))
                    .extracting(ApprovalRequest::getName)
                    .containsExactly(first);
            assertThat(later.guard()
                            .checkApproval(erasure("slow", 1).build())
                            .getApproval()
                            .getName())
                    .isNotEqualTo(first);
        }
    }

    @Test
    void namesThatMakeNoSenseAreRefused() throws Exception {
        assertThat(Refusals.of(() -> review("programs/bakery/approvals/one", true, BEN)))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> review("programs/bakery/approvals/999", true, BEN)))
                .isEqualTo("NOT_FOUND APPROVAL_NOT_FOUND");
        assertThat(Refusals.of(() -> check(erasure("bakery", 3).clearRequester())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> check(erasure("bakery", 3).clearKind())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> policy(ApprovalPolicy.newBuilder().setName("programs/Bakery"))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
}
