package dev.giveback.torture.process;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.RedeemPointsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some clients that change one customer, and look at it, all at once, and write down what they sent and saw and when. */
final class Game {
    private static final int CLIENTS = 4;
    private static final int EACH = 10;
    private static final int PENCE_A_POINT = 100;

    private final Caller caller;
    private final String customer;
    private final boolean isStale;
    private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Asked> unknown = new ConcurrentLinkedQueue<>();

    /** A call whose answer did not come. */
    private record Asked(Call call, long invoked) {}

    /**
     * A game about a customer that nobody knows yet.
     *
     * @param isStale a planted fault: whoever looks is told what was true at the first look
     */
    Game(Caller caller, String customer, boolean isStale) {
        this.caller = caller;
        this.customer = customer;
        this.isStale = isStale;
    }

    /** Plays, asks for what is unknown until it is known, and tells the history. */
    List<Operation> played(long seed) throws Exception {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            clients.add(() -> play(client, new Random(seed * CLIENTS + client)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        for (Asked asked : unknown) {
            Answer answer = caller.sendUntilKnown(asked.call());
            seen(asked.call(), answer, asked.invoked());
        }
        look();
        return List.copyOf(history);
    }

    /** How many answers did not come in time. */
    int unknown() {
        return unknown.size();
    }

    private Void play(int client, Random random) throws Exception {
        for (int i = 0; i < EACH; i++) {
            int kind = random.nextInt(3);
            String id = customer + "-" + client + "-" + i;
            long points = 1L + random.nextInt(9);
            if (kind == 0) {
                look();
            } else {
                ask(
                        kind == 1
                                ? Call.checkout(customer, id, points * PENCE_A_POINT)
                                : Call.redeem(customer, id, points));
            }
        }
        return null;
    }

    private void ask(Call call) throws InvalidProtocolBufferException {
        long invoked = System.nanoTime();
        Answer answer = caller.send(call);
        if (answer instanceof Answer.Unknown) {
            unknown.add(new Asked(call, invoked));
        } else {
            seen(call, answer, invoked);
        }
    }

    private void seen(Call call, Answer answer, long invoked) throws InvalidProtocolBufferException {
        long points = call.kind() == Call.Kind.REDEEM ? -call.amount() : call.amount() / PENCE_A_POINT;
        long now = System.nanoTime();
        Optional<Long> balance =
                answer instanceof Answer.Given given ? Optional.of(balance(call, given)) : Optional.empty();
        history.add(new Operation(
                call.kind() + " " + call.requestId(), points, invoked, now, balance.isEmpty(), balance.orElse(0L)));
    }

    private static long balance(Call call, Answer.Given given) throws InvalidProtocolBufferException {
        return call.kind() == Call.Kind.REDEEM
                ? RedeemPointsResponse.parseFrom(given.bytes()).getBalance().getTotal()
                : CompleteCheckoutResponse.parseFrom(given.bytes()).getBalance().getTotal();
    }

    private void look() {
        long invoked = System.nanoTime();
        OptionalLong seen = isStale ? firstLook() : caller.balance(customer);
        // A look that was not answered has told nothing and changed nothing.
        seen.ifPresent(balance -> history.add(new Operation("LOOK", 0, invoked, System.nanoTime(), false, balance)));
    }

    private OptionalLong firstLook() {
        for (Operation before : history) {
            if (before.points() == 0) {
                return OptionalLong.of(before.balance());
            }
        }
        return caller.balance(customer);
    }
}
