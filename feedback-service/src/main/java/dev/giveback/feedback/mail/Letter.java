package dev.giveback.feedback.mail;

import java.time.Instant;

/**
 * An e-mail that is to go out. It is personal, so it says nothing of itself but its id.
 *
 * @param deliveryId see {@link DeliveryId}
 * @param sender an address with or without a name
 * @param address of the customer
 * @param name of the customer; empty if it is not known
 * @param unsubscribeUrl where consent ends by one click
 * @param time that it carries
 */
public record Letter(
        String deliveryId,
        String sender,
        String address,
        String name,
        Rendered rendered,
        String unsubscribeUrl,
        Instant time) {
    @Override
    public String toString() {
        return "Letter[" + deliveryId + "]";
    }
}
