package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The story of one customer at random: steps that stand by themselves, so that any of them may be left out. A ledger of its own tells
 * it the amounts that are just enough and just too much.
 */
final class RandomSteps {
    private final Chance chance;
    private final RandomProgram programs;
    private final List<Command> sent = new ArrayList<>();
    private ReferenceLedger ledger = new ReferenceLedger();
    private Program program;
    private final boolean hoards;
    private Instant clock;
    private long requests;

    private RandomSteps(long seed) {
        chance = new Chance(seed);
        programs = new RandomProgram(chance);
        program = programs.next();
        hoards = chance.percent(4);
        // Days before the clocks change in London, a year's end, and a leap day.
        String day = chance.oneOf("2026-03-26", "2026-10-22", "2025-12-29", "2028-02-27", "2026-06-10");
        clock = Instant.parse(day + "T09:30:00Z");
    }

    /** The same ones for the same seed. */
    static List<Step> of(long seed, int count) {
        RandomSteps random = new RandomSteps(seed);
        List<Step> steps = new ArrayList<>();
        while (steps.size() < count) {
            steps.add(random.next());
        }
        return steps;
    }

    private Step next() {
        turnClock();
        if (chance.percent(2)) {
            program = programs.next();
        }
        Step step = new Step(clock, program, command());
        if (unwrapped(ledger.judge(step)) instanceof Verdict.Accept accept) {
            ledger = accept.next();
        }
        sent.add(step.command());
        return step;
    }

    private static Verdict unwrapped(Verdict verdict) {
        return verdict instanceof Verdict.MayBeForgotten forgotten ? forgotten.otherwise() : verdict;
    }

    private Command command() {
        if (!sent.isEmpty() && chance.percent(8)) {
            return chance.oneOf(sent);
        }
        if (!sent.isEmpty() && chance.percent(3)) {
            String used = chance.oneOf(sent).request().id();
            return commands().any(new Request(used.isEmpty() ? "unused" : used, ++requests, "till"));
        }
        ++requests;
        Request request = new Request("request-" + requests, requests, chance.oneOf("", "till"));
        return hoards && chance.percent(75)
                ? commands().smallHold(request)
                : commands().any(request);
    }

    private RandomCommands commands() {
        return new RandomCommands(chance, ledger, program, ledger.timeAt(clock), requests);
    }

    private void turnClock() {
        switch ((int) chance.between(hoards ? 8 : 0, 19)) {
            case 0 -> clock = clock.minusMillis(chance.upTo(600_000));
            case 1 -> clock = clock.plus(Duration.ofDays(chance.upTo(60)));
            case 2, 3 -> clock = clock.plus(Duration.ofHours(chance.upTo(60)));
            case 4 -> clock = nextMidnight().plusMillis(chance.oneOf(-1, 0, 1));
            case 5, 6, 7 -> clock = clock.plus(Duration.ofMinutes(chance.upTo(60)));
            case 8 -> {
                // The clock stands still.
            }
            default -> clock = clock.plusMillis(chance.upTo(30_000));
        }
    }

    private Instant nextMidnight() {
        LocalDate today = ReferenceLedger.day(program, clock);
        return ReferenceLedger.midnight(program, today.plusDays(1));
    }
}
