package dev.giveback.loyalty.late;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Command.RederiveOrders;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Rederivation;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.program.ProgramMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Derives customers' orders again. The calculation reads the customer's whole history beside its actor, and the actor takes the result
 * only for the very revision that it was made for; if the customer changed meanwhile it is made again, a few times.
 */
public final class Rederivations {
    private static final int ATTEMPTS = 5;

    private final DataSource source;
    private final ProgramMapper mapper;
    private final Customers customers;
    private final InstantSource clock;
    private final Executor blocking;
    private final Duration timeout;

    /**
     * The calculation.
     *
     * @param source connections that admins may keep busy
     * @param mapper compiles the versions of programs
     * @param blocking whose threads may take their time
     * @param timeout the longest that a customer's actor is waited for
     */
    public Rederivations(
            DataSource source,
            ProgramMapper mapper,
            Customers customers,
            InstantSource clock,
            Executor blocking,
            Duration timeout) {
        this.source = source;
        this.mapper = mapper;
        this.customers = customers;
        this.clock = clock;
        this.blocking = blocking;
        this.timeout = timeout;
    }

    /**
     * What came of it.
     *
     * @param history before it
     * @param now when it was calculated
     */
    record Outcome(History history, ProgramVersions programs, Instant now, CustomerReply reply) {}

    /** Makes good what the customer's orders should have earned. */
    CompletionStage<Outcome> rederive(CustomerId id, Request request, String reason, boolean validateOnly) {
        return attempt(id, request, reason, validateOnly, ATTEMPTS);
    }

    private CompletionStage<Outcome> attempt(
            CustomerId id, Request request, String reason, boolean validateOnly, int attemptsLeft) {
        return CompletableFuture.supplyAsync(() -> calculated(id), blocking).thenCompose(calculated -> {
            History history = calculated.history();
            RederiveOrders command =
                    new RederiveOrders(request, reason, history.events().size(), calculated.rederivation());
            return customers
                    .decide(id, command, validateOnly, timeout)
                    .thenCompose(reply -> attemptsLeft > 1 && hasChanged(reply)
                            ? attempt(id, request, reason, validateOnly, attemptsLeft - 1)
                            : CompletableFuture.completedFuture(
                                    new Outcome(history, calculated.programs(), calculated.now(), reply)));
        });
    }

    private static boolean hasChanged(CustomerReply reply) {
        return reply instanceof CustomerReply.Refused refused
                && refused.refusal().reason() == Reason.CUSTOMER_CHANGED;
    }

    private record Calculated(History history, ProgramVersions programs, Instant now, Rederivation rederivation) {}

    private Calculated calculated(CustomerId id) {
        try {
            ProgramVersions programs = ProgramVersions.read(source, id.program(), mapper);
            if (programs.isEmpty()) {
                throw RefusalStatus.of(
                        new Refusal(Reason.PROGRAM_NOT_FOUND, "program: there is no such program", Map.of()));
            }
            History history = History.read(source, id);
            Instant now = clock.instant();
            return new Calculated(
                    history,
                    programs,
                    now,
                    Rederivation.of(history.events(), programs::version, programs.current(), now));
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new CompletionException(unread);
        }
    }
}
