package dev.giveback.feedback.deliveries;

/**
 * A delivery that this node has in hand.
 *
 * @param eventId the same for ever
 * @param body the JSON that is sent
 * @param attempts before this one
 * @param firstAttemptMillis when the first of them was; 0 before it
 * @param leaseMillis until when it is in hand, by which it is known that nobody else has taken it since
 */
record InHand(long hookId, String eventId, String body, int attempts, long firstAttemptMillis, long leaseMillis) {}
