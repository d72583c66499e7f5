package dev.giveback.loyalty.domain;

/**
 * Sums of points over the life of an account: total = earned − spent − expired − takenBack + restored + adjusted + transferred.
 *
 * @param transferred received from other customers less sent to them
 */
public record Totals(
        long earned, long spent, long expired, long takenBack, long restored, long adjusted, long transferred) {
    /** Nothing. */
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0);

    /** Without anything to or from other customers. */
    public Totals(long earned, long spent, long expired, long takenBack, long restored, long adjusted) {
        this(earned, spent, expired, takenBack, restored, adjusted, 0);
    }

    /** What the balance's total must be. */
    public long outstanding() {
        return earned - spent - expired - takenBack + restored + adjusted + transferred;
    }

    Totals plusEarned(long points) {
        return new Totals(Math.addExact(earned, points), spent, expired, takenBack, restored, adjusted, transferred);
    }

    Totals plusSpent(long points) {
        return new Totals(earned, Math.addExact(spent, points), expired, takenBack, restored, adjusted, transferred);
    }

    /** With points that have expired. */
    public Totals plusExpired(long points) {
        return points == 0
                ? this
                : new Totals(earned, spent, Math.addExact(expired, points), takenBack, restored, adjusted, transferred);
    }

    Totals plusTakenBack(long points) {
        return new Totals(earned, spent, expired, Math.addExact(takenBack, points), restored, adjusted, transferred);
    }

    Totals plusRestored(long points) {
        return new Totals(earned, spent, expired, takenBack, Math.addExact(restored, points), adjusted, transferred);
    }

    Totals plusAdjusted(long points) {
        return new Totals(earned, spent, expired, takenBack, restored, Math.addExact(adjusted, points), transferred);
    }

    /** With points of another customer, or without those sent to one if negative. */
    Totals plusTransferred(long points) {
        return new Totals(earned, spent, expired, takenBack, restored, adjusted, Math.addExact(transferred, points));
    }

    /** The sum of both. */
    public Totals plus(Totals other) {
        return new Totals(
                Math.addExact(earned, other.earned),
                Math.addExact(spent, other.spent),
                Math.addExact(expired, other.expired),
                Math.addExact(takenBack, other.takenBack),
                Math.addExact(restored, other.restored),
                Math.addExact(adjusted, other.adjusted),
                Math.addExact(transferred, other.transferred));
    }
}
