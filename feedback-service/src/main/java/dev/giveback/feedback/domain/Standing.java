package dev.giveback.feedback.domain;

import java.time.ZoneId;

/**
 * How a customer stands right now, as loyalty-service tells it.
 *
 * @param exists whether there is such a customer, neither erased nor merged
 * @param occasionOver whether nothing is left of what it is about
 * @param hasEmail whether the profile has an address that can be one
 * @param zone of the customer, or of the program
 * @param languageCode of the profile; empty if it tells none
 * @param points that expire, of an occasion about that; 0 otherwise
 * @param tierId that was reached or is held; empty below the first
 */
public record Standing(
        boolean exists,
        boolean occasionOver,
        boolean hasEmail,
        ZoneId zone,
        String languageCode,
        long points,
        String tierId) {
    /** The same, of somebody who wants this language. */
    public Standing speaking(String language) {
        return new Standing(exists, occasionOver, hasEmail, zone, language, points, tierId);
    }
}
