package dev.giveback.loyalty.liability;

import java.util.Map;

/**
 * Points that a hold or a reservation keeps.
 *
 * @param byLot points by lot
 * @param expiresMillis the end of it
 */
record Held(Map<Long, Long> byLot, long expiresMillis) {}
