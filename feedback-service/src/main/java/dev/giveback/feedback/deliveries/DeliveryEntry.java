package dev.giveback.feedback.deliveries;

/**
 * A delivery as it is shown.
 *
 * @param customer without the program
 * @param type number of its type
 * @param state number in the published {@code DeliveryState}
 * @param nextMillis when it is tried next, while it is pending
 * @param lastMillis when it was last tried; 0 before the first time
 * @param lastStatus of HTTP; 0 without one
 * @param transaction its place, by which pages go on
 * @param ordering its place
 */
public record DeliveryEntry(
        String eventId,
        String customer,
        int type,
        long sequenceNumber,
        long recordMillis,
        int state,
        int attempts,
        long nextMillis,
        long lastMillis,
        int lastStatus,
        String lastError,
        boolean isReplay,
        long transaction,
        long ordering) {}
