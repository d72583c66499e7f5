package dev.giveback.standalone.crash;

/**
 * A call of a webhook, as the shop saw it.
 *
 * @param id its {@code webhook-id}
 * @param came when, as a count of everything that happened at the shop
 * @param answered when it was answered well, by the same count; {@link #NEVER} if it was not
 */
record HookCall(String id, String customer, long sequence, long came, long answered) {
    static final long NEVER = Long.MAX_VALUE;

    /** The event that it told, {@code ada/3} say. */
    String event() {
        return customer + "/" + sequence;
    }
}
