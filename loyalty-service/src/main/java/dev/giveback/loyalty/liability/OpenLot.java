package dev.giveback.loyalty.liability;

/**
 * Points that are left of a lot.
 *
 * @param expiresMillis 0 is never
 */
record OpenLot(Slices slices, long expiresMillis) {
    boolean isExpired(long millis) {
        return expiresMillis != 0 && expiresMillis <= millis;
    }
}
