package dev.giveback.coupon.customers;

import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceFutureStub;
import io.grpc.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Programs as loyalty-service tells them, kept for {@value #SECONDS_KEPT} seconds: a new time zone is known here that much later at
 * most. While loyalty-service does not answer, what is kept goes on to be used, whatever its age. Programs that do not exist are not
 * kept, so that one just created is found.
 */
public final class Programs {
    private static final int SECONDS_KEPT = 10;

    private final ProgramServiceFutureStub stub;
    private final InstantSource clock;
    private final Duration deadline;
    private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Optional<ProgramFacts>>> asked = new ConcurrentHashMap<>();

    /** Programs behind this channel. */
    public Programs(Channel loyalty, InstantSource clock, Duration deadline) {
        stub = ProgramServiceGrpc.newFutureStub(loyalty);
        this.clock = clock;
        this.deadline = deadline;
    }

    private record Kept(ProgramFacts facts, Instant until) {}

    /** A program; nothing if there is none. Fails when loyalty-service does not answer and nothing is kept. */
    public CompletionStage<Optional<ProgramFacts>> find(String programId) {
        Kept known = kept.get(programId);
        if (known != null && clock.instant().isBefore(known.until())) {
            return CompletableFuture.completedFuture(Optional.of(known.facts()));
        }
        CompletableFuture<Optional<ProgramFacts>> question = askOnce(programId);
        return known == null ? question : question.exceptionally(failure -> Optional.of(known.facts()));
    }

    /** Whoever asks while another one waits for the answer waits for the same. */
    private CompletableFuture<Optional<ProgramFacts>> askOnce(String programId) {
        CompletableFuture<Optional<ProgramFacts>> ours = new CompletableFuture<>();
        CompletableFuture<Optional<ProgramFacts>> others = asked.putIfAbsent(programId, ours);
        if (others != null) {
            return others;
        }
        var unused = ask(programId).whenComplete((facts, failure) -> {
            asked.remove(programId, ours);
            if (failure == null) {
                ours.complete(facts);
            } else {
                ours.completeExceptionally(failure);
            }
        });
        return ours;
    }

    private CompletableFuture<Optional<ProgramFacts>> ask(String programId) {
        GetProgramRequest request =
                GetProgramRequest.newBuilder().setName("programs/" + programId).build();
        return Futures.of(stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .getProgram(request))
                .thenApply(response -> Optional.of(keep(programId, response)))
                .exceptionallyCompose(failure -> Declines.of(failure)
                        .filter(decline -> decline.reason().equals("PROGRAM_NOT_FOUND"))
                        .map(decline -> CompletableFuture.completedFuture(Optional.<ProgramFacts>empty()))
                        .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    private ProgramFacts keep(String programId, GetProgramResponse response) {
        ProgramFacts facts = new ProgramFacts(
                programId,
                ZoneId.of(response.getProgram().getTimeZone()),
                Currency.getInstance(response.getProgram().getCurrencyCode()));
        kept.put(programId, new Kept(facts, clock.instant().plusSeconds(SECONDS_KEPT)));
        return facts;
    }
}
