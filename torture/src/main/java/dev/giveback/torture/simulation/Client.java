package dev.giveback.torture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Those who ask from outside. Each asks again with the same request until it is answered. */
final class Client {
    private static final int LATE_MILLIS = 10;
    private static final int PATIENCE_MILLIS = 4_000;
    private static final int MOST_TRIES = 12;

    private final World world;
    private final List<Ask> asks = new ArrayList<>();
    private @Nullable Ask doubled;

    Client(World world) {
        this.world = world;
    }

    /** Something that is asked. */
    private static final class Ask {
        final String name;
        final Supplier<CompletionStage<?>> serve;
        final Consumer<Object> check;
        int tries;
        boolean isAnswered;

        Ask(String name, Supplier<CompletionStage<?>> serve, Consumer<Object> check) {
            this.name = name;
            this.serve = serve;
            this.check = check;
        }
    }

    /** Asks, so many times at once. */
    void ask(String name, int copies, Supplier<CompletionStage<?>> serve, Consumer<Object> check) {
        Ask ask = new Ask(name, serve, check);
        asks.add(ask);
        world.seen().add("requests", copies);
        for (int i = 0; i < copies; i++) {
            send(ask);
        }
        again(ask);
    }

    private void again(Ask ask) {
        world.clock().outside(PATIENCE_MILLIS + 100L * ask.tries, () -> {
            if (!ask.isAnswered && (ask.tries < MOST_TRIES || world.isHealed())) {
                world.seen().add("requests sent again");
                send(ask);
                again(ask);
            }
        });
    }

    /** Those who had given up ask again too. */
    void insist() {
        asks.stream().filter(ask -> !ask.isAnswered).forEach(this::again);
    }

    boolean isAnswered() {
        return asks.stream().allMatch(ask -> ask.isAnswered);
    }

    String open() {
        return asks.stream()
                .filter(ask -> !ask.isAnswered)
                .map(ask -> ask.name)
                .toList()
                .toString();
    }

    private void send(Ask ask) {
        ask.tries++;
        String way = ask.name + " try " + ask.tries;
        if (world.isLost(way)) {
            return;
        }
        world.clock()
                .inServer(
                        late(way),
                        () -> ask.serve.get().whenComplete((answer, failure) -> {
                            if (!world.isLost(way + " answer")) {
                                world.clock().inServer(late(way + " answer"), () -> arrived(ask, answer, failure));
                            }
                        }));
    }

    private long late(String way) {
        return world.luck().of(way + " late", LATE_MILLIS);
    }

    private void arrived(Ask ask, @Nullable Object answer, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
            Broken.unless(cause instanceof TimeoutException, "answer to " + ask.name, cause, "an answer, or none");
            return;
        }
        if (answer != null) {
            ask.isAnswered = true;
            world.seen().add("answers");
            ask.check.accept(answer);
            giveToAnother(ask, answer);
        }
    }

    /** The planted fault. */
    private void giveToAnother(Ask ask, Object answer) {
        Ask other = doubled;
        doubled = ask;
        if (world.plant() == Plant.DOUBLED_REPLY && other != null && other != ask) {
            other.check.accept(answer);
        }
    }
}
