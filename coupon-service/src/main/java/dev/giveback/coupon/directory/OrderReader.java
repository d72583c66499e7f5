package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;

/**
 * A campaign that needs the orders of its program.
 *
 * @param draws whether it is a surprise that was not ended
 * @param compares whether it has a control group
 */
public record OrderReader(CampaignId campaign, boolean draws, boolean compares) {}
