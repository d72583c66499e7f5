package dev.giveback.access.grpc;

import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.CreateKeyResponse;
import dev.giveback.access.v1.CreateSessionRequest;
import dev.giveback.access.v1.CreateSessionResponse;
import dev.giveback.access.v1.EndSessionRequest;
import dev.giveback.access.v1.EndSessionResponse;
import dev.giveback.access.v1.GetApprovalPolicyRequest;
import dev.giveback.access.v1.GetApprovalPolicyResponse;
import dev.giveback.access.v1.GetCallerRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.GetKeyRequest;
import dev.giveback.access.v1.GetKeyResponse;
import dev.giveback.access.v1.ListApprovalsRequest;
import dev.giveback.access.v1.ListApprovalsResponse;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ListAuditEntriesResponse;
import dev.giveback.access.v1.ListKeysRequest;
import dev.giveback.access.v1.ListKeysResponse;
import dev.giveback.access.v1.ReviewApprovalRequest;
import dev.giveback.access.v1.ReviewApprovalResponse;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.access.v1.RevokeKeyResponse;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.access.v1.RotateKeyResponse;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.access.v1.UpdateApprovalPolicyResponse;
import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.access.v1.VerifyAccessJournalResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** Keys, sessions, the audit log and approvals, for those who may. */
final class AccessGrpcService extends AccessServiceGrpc.AccessServiceImplBase {
    private final Calls calls;
    private final KeyAdministration administration;
    private final Lists lists;
    private final ApprovalCalls approvals;
    private final JournalChecks checks;

    AccessGrpcService(
            Calls calls, KeyAdministration administration, Lists lists, ApprovalCalls approvals, JournalChecks checks) {
        this.calls = calls;
        this.administration = administration;
        this.lists = lists;
        this.approvals = approvals;
        this.checks = checks;
    }

    @Override
    public void createKey(CreateKeyRequest call, StreamObserver<CreateKeyResponse> responses) {
        calls.answer(patience -> administration.create(call, Caller.current(), patience), responses);
    }

    @Override
    public void rotateKey(RotateKeyRequest call, StreamObserver<RotateKeyResponse> responses) {
        calls.answer(patience -> administration.rotate(call, Caller.current(), patience), responses);
    }

    @Override
    public void revokeKey(RevokeKeyRequest call, StreamObserver<RevokeKeyResponse> responses) {
        calls.answer(patience -> administration.revoke(call.getName(), Caller.current(), patience), responses);
    }

    @Override
    public void getKey(GetKeyRequest call, StreamObserver<GetKeyResponse> responses) {
        calls.answer(
                patience -> administration
                        .find(call.getName(), patience)
                        .thenApply(
                                key -> GetKeyResponse.newBuilder().setKey(key).build()),
                responses);
    }

    @Override
    public void listKeys(ListKeysRequest call, StreamObserver<ListKeysResponse> responses) {
        calls.answer(patience -> lists.keys(call), responses);
    }

    @Override
    public void getCaller(GetCallerRequest call, StreamObserver<GetCallerResponse> responses) {
        calls.answer(
                patience -> CompletableFuture.completedFuture(Caller.current().told()), responses);
    }

    @Override
    public void createSession(CreateSessionRequest call, StreamObserver<CreateSessionResponse> responses) {
        calls.answer(patience -> administration.openSession(Caller.current(), patience), responses);
    }

    @Override
    public void endSession(EndSessionRequest call, StreamObserver<EndSessionResponse> responses) {
        calls.answer(patience -> administration.endSession(Caller.current(), patience), responses);
    }

    @Override
    public void listAuditEntries(ListAuditEntriesRequest call, StreamObserver<ListAuditEntriesResponse> responses) {
        calls.answer(patience -> lists.audit(call), responses);
    }

    @Override
    public void verifyAccessJournal(
            VerifyAccessJournalRequest call, StreamObserver<VerifyAccessJournalResponse> responses) {
        checks.start(call, responses);
    }

    @Override
    public void listApprovals(ListApprovalsRequest call, StreamObserver<ListApprovalsResponse> responses) {
        calls.answer(patience -> lists.approvals(call), responses);
    }

    @Override
    public void reviewApproval(ReviewApprovalRequest call, StreamObserver<ReviewApprovalResponse> responses) {
        calls.answer(
                patience -> approvals
                        .review(call, Caller.current(), patience)
                        .thenApply(approval -> ReviewApprovalResponse.newBuilder()
                                .setApproval(approval)
                                .build()),
                responses);
    }

    @Override
    public void getApprovalPolicy(GetApprovalPolicyRequest call, StreamObserver<GetApprovalPolicyResponse> responses) {
        calls.answer(
                patience -> approvals
                        .policy(call.getName(), patience)
                        .thenApply(policy -> GetApprovalPolicyResponse.newBuilder()
                                .setPolicy(policy)
                                .build()),
                responses);
    }

    @Override
    public void updateApprovalPolicy(
            UpdateApprovalPolicyRequest call, StreamObserver<UpdateApprovalPolicyResponse> responses) {
        calls.answer(
                patience -> approvals
                        .setPolicy(call.getPolicy(), Caller.current(), patience)
                        .thenApply(policy -> UpdateApprovalPolicyResponse.newBuilder()
                                .setPolicy(policy)
                                .build()),
                responses);
    }
}
