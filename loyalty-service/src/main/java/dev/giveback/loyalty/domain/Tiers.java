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

    /** The window has no end: a purchase that is dated ahead of the clock, past midnight even, counts at once. */
    private static Days.Count inWindow(Program program, Days days, Instant now) {
        long today = LocalDate.ofInstant(now, program.zone()).toEpochDay();
        return days.since(today - program.tiers().windowDays() + 1);
    }

    /**
     * The tier at this moment: the one given, and each time that its period was over, the one that the window was worth then. It
     * depends on the moment only by which periods are over, so an end that was told once is kept. Every event after an end records
     * the tier, so these days are those that were known at each end.
     */
    static TierGrant standing(Program program, TierGrant given, Days days, Instant now) {
        TierGrant standing = given;
        for (Instant end = standing.end(); end != null && !now.isBefore(end); end = standing.end()) {
            standing = grant(program, program.tiers().reachedBy(qualifying(program, days, end)), end);
        }
        return standing;
    }

    /** The tier after an order, which raises the one that stood before it or leaves it: null when it stays the one given. */
    static @Nullable TierGrant changed(Program program, TierGrant given, Days before, Days after, Instant now) {
        TierGrant standing = standing(program, given, before, now);
        String reached = program.tiers().reachedBy(qualifying(program, after, now));
        if (program.tiers().rank(reached) > program.tiers().rank(standing.tierId())) {
            return grant(program, reached, now);
        }
        return standing.equals(given) ? null : standing;
    }

    /**
     * The tier after another customer was merged into this one: the better of both that stood before, or a higher one if what counts of
     * both reaches it. Null when it stays the one given.
     */
    static @Nullable TierGrant merged(Program program, Customer customer, Estate estate, Instant now) {
        TierGrant own = standing(program, customer.tier(), customer.days(), now);
        TierGrant other = standing(program, estate.tier(), estate.days(), now);
        TierGrant best = isBetter(program.tiers(), other, own) ? other : own;
        long qualifying = qualifying(program, customer.days().plusAll(estate.days()), now);
        String reached = program.tiers().reachedBy(qualifying);
        if (program.tiers().rank(reached) > program.tiers().rank(best.tierId())) {
            best = grant(program, reached, now);
        }
        return best.equals(customer.tier()) ? null : best;
    }

    private static boolean isBetter(TierRules rules, TierGrant candidate, TierGrant standing) {
        int ranks = Integer.compare(rules.rank(candidate.tierId()), rules.rank(standing.tierId()));
        return ranks > 0 || (ranks == 0 && end(candidate).isAfter(end(standing)));
    }

    private static Instant end(TierGrant tier) {
        return tier.end() == null ? Instant.MAX : tier.end();
    }

    private static TierGrant grant(Program program, String tierId, Instant start) {
        int periodDays = program.tiers().periodDays();
        if (tierId.isEmpty() || periodDays == 0) {
            return new TierGrant(tierId, start, null);
        }
        ZoneId zone = program.zone();
        LocalDate end = LocalDate.ofInstant(start, zone)
                .plusDays((long) periodDays + program.tiers().graceDays());
        return new TierGrant(tierId, start, end.atStartOfDay(zone).toInstant());
    }
}
