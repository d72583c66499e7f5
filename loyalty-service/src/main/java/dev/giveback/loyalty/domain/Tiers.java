package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which tier a customer has: upgrades count at once, downgrades when the period that a tier was given for is over. */
final class Tiers {
    private Tiers() {}

    /** What counts for a tier at this moment, in points or minor units. */
    static long qualifying(Program program, Days days, Instant now) {
        Days.Count count = program.tiers().windowDays() == 0 ? days.all() : inWindow(program, days, now);
        return switch (program.tiers().metric()) {
            case POINTS -> count.points();
            case SPEND -> count.spend();
        };
    }

    private static Days.Count inWindow(Program program, Days days, Instant now) {
        long today = LocalDate.ofInstant(now, program.zone()).toEpochDay();
        return days.between(today - program.tiers().windowDays() + 1, today);
    }

    /** The tier at this moment: the one given, unless it has lapsed. */
    static TierGrant standing(Program program, TierGrant given, Days days, Instant now) {
        if (!given.hasLapsed(now)) {
            return given;
        }
        Instant since = given.end() == null ? now : given.end();
        return grant(program, program.tiers().reachedBy(qualifying(program, days, now)), since, now);
    }

    /** The tier that a change leads to: null when it stays the one given. */
    static @Nullable TierGrant changed(Program program, TierGrant given, Days days, Instant now) {
        TierGrant standing = standing(program, given, days, now);
        String reached = program.tiers().reachedBy(qualifying(program, days, now));
        if (program.tiers().rank(reached) > program.tiers().rank(standing.tierId())) {
            return grant(program, reached, now, now);
        }
        return standing.equals(given) ? null : standing;
    }

    private static TierGrant grant(Program program, String tierId, Instant start, Instant now) {
        int periodDays = program.tiers().periodDays();
        if (tierId.isEmpty() || periodDays == 0) {
            return new TierGrant(tierId, start, null);
        }
        ZoneId zone = program.zone();
        LocalDate end = LocalDate.ofInstant(now, zone)
                .plusDays((long) periodDays + program.tiers().graceDays());
        return new TierGrant(tierId, start, end.atStartOfDay(zone).toInstant());
    }
}
