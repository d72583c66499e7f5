package dev.giveback.loyalty.late;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.CorrectOrder;
import dev.giveback.loyalty.domain.Command.RederiveOrders;
import dev.giveback.loyalty.domain.Correction;
import dev.giveback.loyalty.domain.CorrectionOutcome;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Rederivation;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.journal.CustomerJournals;
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
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Derives customers' orders again, as they were recorded or with a correction of one of them. The calculation reads the customer's whole history beside its actor, and the actor takes the result
 * only for the very revision that it was made for; if the customer changed meanwhile it is made again, a few times.
 */
public final class Rederivations {
    private static final int ATTEMPTS = 5;

    private final DataSource source;
    private final CustomerJournals journals;
    private final ProgramMapper mapper;
    private final Customers customers;
    private final InstantSource clock;
    private final Executor blocking;
    private final Duration timeout;

    /**
     * The calculation.
     *
     * @param source connections that admins may keep busy
     * @param journals where customers' events come from
     * @param mapper compiles the versions of programs
     * @param blocking whose threads may take their time
     * @param timeout the longest that a customer's actor is waited for
     */
    public Rederivations(
            DataSource source,
            CustomerJournals journals,
            ProgramMapper mapper,
            Customers customers,
            InstantSource clock,
            Executor blocking,
            Duration timeout) {
        this.source = source;
        this.journals = journals;
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
        return attempt(
                id, known -> new RederiveOrders(request, reason, known.revision(), known.rederivation()), validateOnly);
    }

    /** Corrects an order, and makes good what follows. */
    CompletionStage<Outcome> correct(
            CustomerId id, Request request, String reason, WantedCorrection wanted, boolean validateOnly) {
        return attempt(
                id,
                known -> new CorrectOrder(request, reason, known.revision(), known.correction(wanted)),
                validateOnly);
    }

    private CompletionStage<Outcome> attempt(
            CustomerId id, Function<Known, Command> calculation, boolean validateOnly) {
        return attempt(id, calculation, validateOnly, ATTEMPTS);
    }

    private CompletionStage<Outcome> attempt(
            CustomerId id, Function<Known, Command> calculation, boolean validateOnly, int attemptsLeft) {
        return CompletableFuture.supplyAsync(() -> calculated(id, calculation), blocking)
                .thenCompose(calculated -> customers
                        .decide(id, calculated.command(), validateOnly, timeout)
                        .thenCompose(reply -> attemptsLeft > 1 && hasChanged(reply)
                                ? attempt(id, calculation, validateOnly, attemptsLeft - 1)
                                : CompletableFuture.completedFuture(
                                        calculated.known().outcome(reply))));
    }

    private static boolean hasChanged(CustomerReply reply) {
        return reply instanceof CustomerReply.Refused refused
                && refused.refusal().reason() == Reason.CUSTOMER_CHANGED;
    }

    /** What a calculation starts from. */
    private record Known(History history, ProgramVersions programs, Instant now) {
        long revision() {
            return history.events().size();
        }

        Rederivation rederivation() {
            return Rederivation.of(history.events(), programs::version, programs.current(), now);
        }

        CorrectionOutcome correction(WantedCorrection wanted) {
            return Correction.of(history.events(), wanted, programs::version, programs.current(), now);
        }

        Outcome outcome(CustomerReply reply) {
            return new Outcome(history, programs, now, reply);
        }
    }

    private record Calculated(Known known, Command command) {}

    private Calculated calculated(CustomerId id, Function<Known, Command> calculation) {
        try {
            ProgramVersions programs = ProgramVersions.read(source, id.program(), mapper);
            if (programs.isEmpty()) {
                throw RefusalStatus.of(
                        new Refusal(Reason.PROGRAM_NOT_FOUND, "program: there is no such program", Map.of()));
            }
            Known known = new Known(History.read(journals.first(id), id), programs, clock.instant());
            return new Calculated(known, calculation.apply(known));
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new CompletionException(unread);
        }
    }
}
