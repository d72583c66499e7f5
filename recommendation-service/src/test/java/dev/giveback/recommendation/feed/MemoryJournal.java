package dev.giveback.recommendation.feed;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Loyalty-service's journal in memory: {@code TailEvents} as its contract says, and with faults that tests ask for. */
public final class MemoryJournal extends JournalServiceGrpc.JournalServiceImplBase implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Server server;
    private final ManagedChannel channel;
    private final Set<ServerCallStreamObserver<TailEventsResponse>> open = ConcurrentHashMap.newKeySet();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<AdminContext> contexts = new CopyOnWriteArrayList<>();
    private volatile ShopJournal journal;
    private volatile boolean isAway;
    private volatile boolean refusesTokens;

    private MemoryJournal(ShopJournal journal) throws IOException {
        this.journal = journal;
        String name = "memory-journal-" + STARTED.incrementAndGet();
        server = InProcessServerBuilder.forName(name).addService(this).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    /** Starts it over a journal, which may grow. */
    public static MemoryJournal of(ShopJournal journal) throws IOException {
        return new MemoryJournal(journal);
    }

    /** To it. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Another journal is there from now on, for streams that are opened. */
    void replace(ShopJournal other) {
        journal = other;
    }

    /** Breaks what is open; nothing can be opened until it is back. */
    void goAway() {
        isAway = true;
        for (ServerCallStreamObserver<TailEventsResponse> observer : open) {
            end(observer, Status.UNAVAILABLE.withDescription("away"));
        }
    }

    void comeBack() {
        isAway = false;
    }

    /** Says of any place that it is none. */
    void refuseTokens() {
        refusesTokens = true;
    }

    /** How many streams are open. */
    int readers() {
        return open.size();
    }

    /** Where streams were asked to go on, in order. */
    List<String> tokens() {
        return tokens;
    }

    /** Who asked for streams and why, in order. */
    public List<AdminContext> contexts() {
        return contexts;
    }

    @Override
    public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
        ServerCallStreamObserver<TailEventsResponse> observer =
                (ServerCallStreamObserver<TailEventsResponse>) responses;
        observer.setOnCancelHandler(() -> open.remove(observer));
        if (isAway) {
            responses.onError(Status.UNAVAILABLE.withDescription("away").asRuntimeException());
            return;
        }
        if (refusesTokens && !call.getResumeToken().isEmpty()) {
            responses.onError(
                    Status.INVALID_ARGUMENT.withDescription("resume_token").asRuntimeException());
            return;
        }
        open.add(observer);
        if (!call.getFromEnd()) {
            tokens.add(call.getResumeToken());
            contexts.add(call.getContext());
        }
        Thread.ofVirtual().start(() -> run(call, observer));
    }

    private void run(TailEventsRequest call, ServerCallStreamObserver<TailEventsResponse> observer) {
        ShopJournal mine = journal;
        long heartbeat = Durations.toMillis(call.getHeartbeatInterval());
        int next = call.getFromEnd() ? mine.messages().size() : after(mine, call.getResumeToken());
        if (call.getFromEnd()) {
            send(observer, word(mine));
        }
        long told = System.currentTimeMillis();
        while (open.contains(observer)) {
            while (next < mine.messages().size() && open.contains(observer)) {
                TailEventsResponse message = mine.messages().get(next++);
                if (call.getTypesList().contains(message.getType())
                        || !message.getProgram().isEmpty()) {
                    send(observer, message);
                }
                told = System.currentTimeMillis();
            }
            if (System.currentTimeMillis() - told >= Math.min(heartbeat, 100)) {
                send(observer, word(mine));
                told = System.currentTimeMillis();
            }
            pause();
        }
    }

    private int after(ShopJournal mine, String token) {
        int next = 0;
        while (next < mine.messages().size()
                && !token.isEmpty()
                && place(mine.messages().get(next).getResumeToken()) <= place(token)) {
            next++;
        }
        return next;
    }

    private static long place(String token) {
        return Long.parseLong(token.substring(token.indexOf(':') + 1));
    }

    /** How far it was read: to its end. */
    private static TailEventsResponse word(ShopJournal mine) {
        @Nullable
        TailEventsResponse last =
                mine.messages().isEmpty() ? null : mine.messages().getLast();
        TailEventsResponse.Builder word = TailEventsResponse.newBuilder();
        return last == null
                ? word.setResumeToken("0:0").build()
                : word.setResumeToken(last.getResumeToken())
                        .setTransaction(last.getTransaction())
                        .setOrdering(last.getOrdering())
                        .build();
    }

    private void send(ServerCallStreamObserver<TailEventsResponse> observer, TailEventsResponse message) {
        while (!observer.isReady() && open.contains(observer)) {
            LockSupport.parkNanos(20_000);
        }
        synchronized (observer) {
            if (open.contains(observer) && !observer.isCancelled()) {
                observer.onNext(message);
            }
        }
    }

    private void end(ServerCallStreamObserver<TailEventsResponse> observer, Status status) {
        synchronized (observer) {
            if (open.remove(observer) && !observer.isCancelled()) {
                observer.onError(status.asRuntimeException());
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        open.clear();
    }
}
