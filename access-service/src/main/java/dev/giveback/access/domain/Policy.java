package dev.giveback.access.domain;

/**
 * Which acts need a second person in a program.
 *
 * @param adjustmentPoints points by hand, from so many on; zero for never
 * @param rules whether rules do
 * @param erasure whether an erasure does
 */
public record Policy(long adjustmentPoints, boolean rules, boolean erasure) {
    /** None does. */
    public static final Policy NONE = new Policy(0, false, false);

    /** Whether an act of this kind needs one. */
    boolean needs(ApprovalKind kind, long points) {
        return switch (kind) {
            case ADJUSTMENT -> adjustmentPoints > 0 && points >= adjustmentPoints;
            case RULES -> rules;
            case ERASURE -> erasure;
        };
    }
}
