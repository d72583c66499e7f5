package dev.giveback.torture.simulation;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.RefundRules;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.Selection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/** The shop of all stories: its program, and its two campaigns. */
final class Terms {
    static final Currency GBP = Currency.getInstance("GBP");
    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final int EXPIRY_DAYS = 5;
    static final int COUPON_DAYS = 3;
    static final long DISCOUNT = 100;
    static final long REWARD_PRICE = 25;
    static final int SPRING_TOTAL = 9;
    static final int MUGS_TOTAL = 6;
    static final int PER_CUSTOMER = 2;
    static final CampaignId SPRING = new CampaignId("shop", "spring");
    static final CampaignId MUGS = new CampaignId("shop", "mugs");

    /** One point a pound; points expire after {@value #EXPIRY_DAYS} days. */
    static final Program PROGRAM = new Program(
            "shop",
            1,
            GBP,
            LONDON,
            new EarningRules(new Rate(1, 100), List.of(), Stacking.HIGHEST, List.of(), 0, 0, null, List.of()),
            TierRules.NONE,
            new LotRules(0, EXPIRY_DAYS),
            new RefundRules(0, Shortfall.CLAMP),
            Duration.ofMinutes(15),
            0);

    /** A pound off an order. */
    static final CouponTerms COUPON = new CouponTerms(
            "", new Benefit.AmountOff(DISCOUNT, Benefit.Scope.ORDER), Selection.ALL, "", "", 0, 0, "", 0, false, false);

    private Terms() {}

    static Definition spring() {
        return definition(
                SPRING_TOTAL,
                Campaign.newBuilder().setPublicCode(PublicCode.newBuilder().setCode("SPRING")));
    }

    static Definition mugs() {
        return definition(
                MUGS_TOTAL, Campaign.newBuilder().setReward(Reward.newBuilder().setPointsPrice(REWARD_PRICE)));
    }

    private static Definition definition(int total, Campaign.Builder campaign) {
        return Definitions.of(
                campaign.setLimits(CampaignLimits.newBuilder().setTotal(total).setPerCustomer(PER_CUSTOMER))
                        .setWindow(CampaignWindow.newBuilder().setCouponDays(COUPON_DAYS))
                        .build(),
                DISCOUNT,
                DISCOUNT * total);
    }
}
