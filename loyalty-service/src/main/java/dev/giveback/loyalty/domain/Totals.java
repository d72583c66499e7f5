package dev.giveback.loyalty.domain;

/** Sums of points over the life of an account: total = earned − spent − expired − takenBack + restored + adjusted. */
public record Totals(long earned, long spent, long expired, long takenBack, long restored, long adjusted) {
    /** Nothing. */
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0);

    /** What the balance's total must be. */
    public long outstanding() {
        return earned - spent - expired - takenBack + restored + adjusted;
    }

    Totals plusEarned(long points) {
        return new Totals(Math.addExact(earned, points), spent, expired, takenBack, restored, adjusted);
    }

    Totals plusSpent(long points) {
        return new Totals(earned, Math.addExact(spent, points), expired, takenBack, restored, adjusted);
    }

    /** With points that have expired. */
    public Totals plusExpired(long points) {
        return points == 0
                ? this
                : new Totals(earned, spent, Math.addExact(expired, points), takenBack, restored, adjusted);
    }

    Totals plusTakenBack(long points) {
        return new Totals(earned, spent, expired, Math.addExact(takenBack, points), restored, adjusted);
    }

    Totals plusRestored(long points) {
        return new Totals(earned, spent, expired, takenBack, Math.addExact(restored, points), adjusted);
    }

    Totals plusAdjusted(long points) {
        return new Totals(earned, spent, expired, takenBack, restored, Math.addExact(adjusted, points));
    }
}
