package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs for tests: a plain one, and it with one thing changed. */
public final class Programs {
    public static final Currency GBP = Currency.getInstance("GBP");
    public static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final EarningRules POINT_A_POUND = earning(List.of(), Stacking.HIGHEST, List.of(), 0, 0, null);

    /** One point a pound; nothing pends or expires; refunds always, clamped. */
    public static final Program PLAIN = new Program(
            "shop",
            3,
            GBP,
            LONDON,
            POINT_A_POUND,
            TierRules.NONE,
            new LotRules(0, 0),
            new RefundRules(0, Shortfall.CLAMP),
            Duration.ofMinutes(15),
            0);

    private Programs() {}

    static EarningRules earning(
            List<Multiplier> multipliers,
            Stacking stacking,
            List<Bonus> bonuses,
            long perOrder,
            long perPeriod,
            @Nullable Period period) {
        return new EarningRules(
                new Rate(1, 100), multipliers, stacking, bonuses, perOrder, perPeriod, period, List.of());
    }

    static EarningRules activities(Activity... activities) {
        return new EarningRules(
                new Rate(1, 100), List.of(), Stacking.HIGHEST, List.of(), 0, 0, null, List.of(activities));
    }

    public static Program with(EarningRules earning) {
        return new Program(
                "shop",
                3,
                GBP,
                LONDON,
                earning,
                TierRules.NONE,
                PLAIN.lots(),
                PLAIN.refunds(),
                PLAIN.holdTimeToLive(),
                0);
    }

    static Program with(TierRules tiers) {
        return new Program(
                "shop",
                3,
                GBP,
                LONDON,
                POINT_A_POUND,
                tiers,
                PLAIN.lots(),
                PLAIN.refunds(),
                PLAIN.holdTimeToLive(),
                36_500);
    }

    static Program with(LotRules lots) {
        return new Program(
                "shop",
                3,
                GBP,
                LONDON,
                POINT_A_POUND,
                TierRules.NONE,
                lots,
                PLAIN.refunds(),
                PLAIN.holdTimeToLive(),
                36_500);
    }

    static Program with(RefundRules refunds) {
        return new Program(
                "shop",
                3,
                GBP,
                LONDON,
                POINT_A_POUND,
                TierRules.NONE,
                PLAIN.lots(),
                refunds,
                PLAIN.holdTimeToLive(),
                36_500);
    }
}
