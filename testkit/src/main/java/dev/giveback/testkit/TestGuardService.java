package dev.giveback.testkit;

import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.BeginActResponse;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CheckApprovalResponse;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.EndActResponse;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceImplBase;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.access.v1.TailKeysRequest;
import dev.giveback.access.v1.TailKeysResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@link TestGuard} answers with. Its lock is its own. */
final class TestGuardService extends GuardServiceImplBase implements AutoCloseable {
    private static final String KEYS = "keys/";

    private final Map<String, ResolveKeyResponse> keys = new LinkedHashMap<>();
    private final Map<String, AuditEntry> entries = new LinkedHashMap<>();
    private final List<CheckApprovalRequest> checks = new ArrayList<>();
    private final List<ServerCallStreamObserver<TailKeysResponse>> tails = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("test-guard").factory());
    private @Nullable ApprovalRequest approval;
    private int resolved;
    private boolean down;
    private boolean silent;
    private boolean refusingActs;

    TestGuardService() {
        var unused =
                timer.scheduleWithFixedDelay(() -> tell(TailKeysResponse.getDefaultInstance()), 1, 1, TimeUnit.SECONDS);
    }

    synchronized void put(ResolveKeyResponse answer) {
        String id = answer.getKey().getName().substring(KEYS.length());
        keys.put(id, answer);
        tell(TailKeysResponse.newBuilder().addKeyIds(id).build());
    }

    private synchronized void tell(TailKeysResponse change) {
        tails.removeIf(ServerCallStreamObserver::isCancelled);
        if (!silent) {
            tails.forEach(tail -> tail.onNext(change));
        }
    }

    synchronized List<AuditEntry> entries() {
        return List.copyOf(entries.values());
    }

    synchronized List<CheckApprovalRequest> approvalChecks() {
        return List.copyOf(checks);
    }

    synchronized void approvals(ApprovalRequest answered) {
        approval = answered;
    }

    synchronized int resolved() {
        return resolved;
    }

    synchronized void down(boolean isDown) {
        down = isDown;
        if (isDown) {
            tails.forEach(tail -> tail.onError(Status.UNAVAILABLE.asRuntimeException()));
            tails.clear();
        }
    }

    synchronized void refusingActs(boolean isRefusing) {
        refusingActs = isRefusing;
    }

    synchronized void silent(boolean isSilent) {
        silent = isSilent;
    }

    @Override
    public synchronized void resolveKey(ResolveKeyRequest call, StreamObserver<ResolveKeyResponse> responses) {
        resolved++;
        ResolveKeyResponse answer = keys.get(call.getKeyId());
        if (answer == null) {
            refuse(responses, Status.NOT_FOUND);
        } else {
            answer(responses, answer);
        }
    }

    @Override
    public synchronized void tailKeys(TailKeysRequest call, StreamObserver<TailKeysResponse> responses) {
        if (down) {
            refuse(responses, Status.UNAVAILABLE);
            return;
        }
        ServerCallStreamObserver<TailKeysResponse> tail = (ServerCallStreamObserver<TailKeysResponse>) responses;
        tail.setOnCancelHandler(() -> {});
        tails.add(tail);
        if (!silent) {
            tail.onNext(TailKeysResponse.getDefaultInstance());
        }
    }

    @Override
    public synchronized void beginAct(BeginActRequest call, StreamObserver<BeginActResponse> responses) {
        if (refusingActs) {
            refuse(responses, Status.UNAVAILABLE);
            return;
        }
        String name = "audit/" + (entries.size() + 1);
        if (!down) {
            entries.put(name, call.getEntry().toBuilder().setName(name).build());
        }
        answer(responses, BeginActResponse.newBuilder().setName(name).build());
    }

    @Override
    public synchronized void endAct(EndActRequest call, StreamObserver<EndActResponse> responses) {
        entries.computeIfPresent(
                call.getName(),
                (name, entry) -> entry.toBuilder()
                        .setCode(call.getCode())
                        .setReason(call.getReason())
                        .setAfterJson(call.getAfterJson())
                        .build());
        answer(responses, EndActResponse.getDefaultInstance());
    }

    @Override
    public synchronized void checkApproval(CheckApprovalRequest call, StreamObserver<CheckApprovalResponse> responses) {
        checks.add(call);
        CheckApprovalResponse.Builder answer = CheckApprovalResponse.newBuilder();
        if (approval != null) {
            answer.setNeeded(true).setApproval(approval);
        }
        answer(responses, answer.build());
    }

    private <T> void answer(StreamObserver<T> responses, T answer) {
        if (down) {
            refuse(responses, Status.UNAVAILABLE);
        } else {
            responses.onNext(answer);
            responses.onCompleted();
        }
    }

    private void refuse(StreamObserver<?> responses, Status status) {
        responses.onError((down ? Status.UNAVAILABLE : status).asRuntimeException());
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        tails.forEach(tail -> tail.onError(Status.UNAVAILABLE.asRuntimeException()));
        tails.clear();
    }
}
