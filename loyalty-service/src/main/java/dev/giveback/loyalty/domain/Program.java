package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * One version of a loyalty program's rules, as its customers' decisions need them.
 *
 * @param id of the program, without {@code programs/}
 * @param version counted from 1
 * @param zone in which days and periods are reckoned
 * @param holdTimeToLive of a hold that does not ask for one
 * @param backdatingDays how old a purchase may be; 0 is one day
 * @param redemption what points pay at checkouts; null for nothing
 */
public record Program(
        String id,
        long version,
        Currency currency,
        ZoneId zone,
        EarningRules earning,
        TierRules tiers,
        LotRules lots,
        RefundRules refunds,
        Duration holdTimeToLive,
        int backdatingDays,
        @Nullable RedemptionRules redemption) {
    public Program {
        Limits.atLeast(1, version, "version");
        Limits.atLeast(0, backdatingDays, "backdatingDays");
    }

    /** A program whose points pay for nothing at checkouts. */
    public Program(
            String id,
            long version,
            Currency currency,
            ZoneId zone,
            EarningRules earning,
            TierRules tiers,
            LotRules lots,
            RefundRules refunds,
            Duration holdTimeToLive,
            int backdatingDays) {
        this(id, version, currency, zone, earning, tiers, lots, refunds, holdTimeToLive, backdatingDays, null);
    }
}
