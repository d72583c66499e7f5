package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Place;

/**
 * An event that is to be delivered.
 *
 * @param eventId the same for ever
 * @param customer without the program
 * @param type number of its type
 * @param isReplay whether it is told again
 * @param body the JSON that is sent
 */
record EventDraft(
        String eventId,
        Place place,
        String customer,
        long sequenceNumber,
        int type,
        long recordMillis,
        boolean isReplay,
        String body) {}
