package dev.giveback.loyalty.domain;

/**
 * Points at one moment.
 *
 * @param available can be spent
 * @param pending not yet available
 * @param held set aside by live holds
 * @param owed after a refund of points already spent
 */
public record Balance(long available, long pending, long held, long owed) {
    /** Nothing. */
    public static final Balance ZERO = new Balance(0, 0, 0, 0);

    public Balance {
        Limits.atLeast(0, available, "available");
        Limits.atLeast(0, pending, "pending");
        Limits.atLeast(0, held, "held");
        Limits.atLeast(0, owed, "owed");
    }

    /** available + pending + held − owed; negative only under the refund policy ALLOW_NEGATIVE. */
    public long total() {
        return available + pending + held - owed;
    }
}
