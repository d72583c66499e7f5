package dev.giveback.recommendation.offers;

import dev.giveback.loyalty.v1.Program;

/**
 * What points pay at a program's checkouts.
 *
 * @param points so many …
 * @param valueMinor … are worth so much; 0 when points do not pay
 */
record PointsWorth(long points, long valueMinor) {
    /** Points do not pay. */
    static final PointsWorth NOTHING = new PointsWorth(1, 0);

    /** By the program's policy. */
    static PointsWorth of(Program program) {
        return program.hasRedemption() && program.getRedemption().getPoints() > 0
                ? new PointsWorth(
                        program.getRedemption().getPoints(),
                        Deals.minor(program.getRedemption().getValue()))
                : NOTHING;
    }

    /** Minor units that these points are worth, rounded down. */
    long of(long spent) {
        return (long) Math.floor((double) spent * valueMinor / points);
    }
}
