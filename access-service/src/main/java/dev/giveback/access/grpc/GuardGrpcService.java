package dev.giveback.access.grpc;

import dev.giveback.access.actor.KeyReply;
import dev.giveback.access.actor.Keys;
import dev.giveback.access.changes.KeyChanges;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Reason;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.BeginActResponse;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CheckApprovalResponse;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.EndActResponse;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.access.v1.TailKeysRequest;
import dev.giveback.access.v1.TailKeysResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** What gateways ask. */
final class GuardGrpcService extends GuardServiceGrpc.GuardServiceImplBase {
    private final Calls calls;
    private final Keys keys;
    private final KeyChanges changes;
    private final AuditCalls audit;
    private final ApprovalCalls approvals;

    GuardGrpcService(Calls calls, Keys keys, KeyChanges changes, AuditCalls audit, ApprovalCalls approvals) {
        this.calls = calls;
        this.keys = keys;
        this.changes = changes;
        this.audit = audit;
        this.approvals = approvals;
    }

    @Override
    public void resolveKey(ResolveKeyRequest call, StreamObserver<ResolveKeyResponse> responses) {
        calls.answer(
                patience -> {
                    KeyId id = KeyId.of(call.getKeyId());
                    return id == null
                            ? CompletableFuture.failedFuture(missing(call.getKeyId()))
                            : keys.find(id, patience).thenApply(reply -> resolved(reply, call.getKeyId()));
                },
                responses);
    }

    private static ResolveKeyResponse resolved(KeyReply reply, String id) {
        if (reply instanceof KeyReply.Found found) {
            return KeyViews.resolved(found);
        }
        throw missing(id);
    }

    private static RuntimeException missing(String id) {
        return RefusalStatus.of(Reason.KEY_NOT_FOUND, "key_id: there is no key " + id);
    }

    @Override
    public void tailKeys(TailKeysRequest call, StreamObserver<TailKeysResponse> responses) {
        ServerCallStreamObserver<TailKeysResponse> observer = (ServerCallStreamObserver<TailKeysResponse>) responses;
        KeyStream stream = new KeyStream(observer);
        observer.setOnReadyHandler(stream::ready);
        observer.setOnCancelHandler(() -> {
            stream.gone();
            changes.remove(stream);
        });
        changes.add(stream);
    }

    @Override
    public void beginAct(BeginActRequest call, StreamObserver<BeginActResponse> responses) {
        calls.answer(patience -> audit.begin(call.getEntry(), patience), responses);
    }

    @Override
    public void endAct(EndActRequest call, StreamObserver<EndActResponse> responses) {
        calls.answer(patience -> audit.end(call, patience), responses);
    }

    @Override
    public void checkApproval(CheckApprovalRequest call, StreamObserver<CheckApprovalResponse> responses) {
        calls.answer(patience -> approvals.check(call, patience), responses);
    }
}
