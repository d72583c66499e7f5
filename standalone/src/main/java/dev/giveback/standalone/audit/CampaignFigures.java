package dev.giveback.standalone.audit;

/**
 * What a campaign must come to, or has come to.
 *
 * @param redeemed coupons that orders used
 * @param discountMinor what they took off, in minor units (pence)
 */
public record CampaignFigures(long redeemed, long discountMinor) {
    /** Nothing. */
    public static final CampaignFigures NONE = new CampaignFigures(0, 0);

    CampaignFigures plus(CampaignFigures other) {
        return new CampaignFigures(redeemed + other.redeemed, discountMinor + other.discountMinor);
    }
}
