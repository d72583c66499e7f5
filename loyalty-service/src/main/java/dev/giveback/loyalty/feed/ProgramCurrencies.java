package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.program.ProgramVersion;
import dev.giveback.platform.feed.FeedException;
import java.time.Duration;
import java.util.Currency;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The currencies of programs, which never change. */
final class ProgramCurrencies {
    private final ProgramRegistry programs;
    private final Duration timeout;

    ProgramCurrencies(ProgramRegistry programs, Duration timeout) {
        this.programs = programs;
        this.timeout = timeout;
    }

    /** That of a program that has customers; it blocks when this node does not know the program yet. */
    Currency of(String programId) {
        ProgramVersion known = programs.find(programId);
        return known == null ? asked(programId) : known.rules().currency();
    }

    private Currency asked(String programId) {
        try {
            return programs.findOrAsk(programId)
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(() -> new IllegalStateException("program: " + programId + " (expected: one that is)"))
                    .rules()
                    .currency();
        } catch (ExecutionException | TimeoutException e) {
            throw new FeedException("the program " + programId + " could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("interrupted while the program " + programId + " was read", e);
        }
    }
}
