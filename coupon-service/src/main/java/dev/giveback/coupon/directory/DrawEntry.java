package dev.giveback.coupon.directory;

import dev.giveback.coupon.v1.DrawOutcome;

/**
 * A draw as its campaign recorded it.
 *
 * @param customer without the program
 * @param claim empty unless it won
 */
public record DrawEntry(
        long number,
        String customer,
        String orderId,
        int roll,
        int chanceBasisPoints,
        DrawOutcome outcome,
        String claim,
        long version,
        long drawMillis) {}
