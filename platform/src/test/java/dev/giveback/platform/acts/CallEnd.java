package dev.giveback.platform.acts;

import dev.giveback.admin.v1.WorkProgress;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What a caller got, and how its call ended. */
final class CallEnd extends ClientCall.Listener<WorkProgress> {
    private final List<Long> got = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    List<Long> got() {
        return got;
    }

    Status status() {
        return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    @Override
    public void onMessage(WorkProgress message) {
        got.add(message.getDone());
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }
}
