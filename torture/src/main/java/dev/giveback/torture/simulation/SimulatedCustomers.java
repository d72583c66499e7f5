package dev.giveback.torture.simulation;

import dev.giveback.loyalty.actor.CustomerCalls;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Calls between the parts of the process: late, sometimes lost, and given up after a while. */
final class SimulatedCustomers implements CustomerCalls {
    private static final int LATE_MILLIS = 8;

    private final World world;
    private long number;

    SimulatedCustomers(World world) {
        this.world = world;
    }

    @Override
    public CompletionStage<CustomerReply> decide(
            CustomerId id, Command command, boolean validateOnly, Duration timeout) {
        return ask(id, timeout, (shell, reply) -> shell.decide(command, validateOnly, reply));
    }

    @Override
    public CompletionStage<CustomerReply> read(CustomerId id, Duration timeout) {
        return ask(id, timeout, CustomerShell::read);
    }

    private CompletionStage<CustomerReply> ask(
            CustomerId id, Duration timeout, BiConsumer<CustomerShell, Consumer<CustomerReply>> message) {
        CompletableFuture<CustomerReply> answer = new CompletableFuture<>();
        String call = "call " + id.customer() + " " + number++;
        Clockwork clock = world.clock();
        clock.inServer(timeout.toMillis(), () -> answer.completeExceptionally(new TimeoutException(call)));
        if (!world.isLost(call)) {
            clock.inServer(
                    late(call),
                    () -> message.accept(world.shell(id.customer()), reply -> {
                        if (!world.isLost(call + " answer")) {
                            clock.inServer(late(call + " answer"), () -> answer.complete(reply));
                        }
                    }));
        }
        return answer;
    }

    private long late(String call) {
        return world.luck().of(call + " late", LATE_MILLIS);
    }
}
