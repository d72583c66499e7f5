package dev.giveback.coupon.directory;

import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.journal.v1.StoredDefinition;

/** A campaign as it stood after the latest event that the directory has seen. */
public record CampaignEntry(
        String campaign,
        StoredDefinition definition,
        CampaignState state,
        long version,
        long createMillis,
        long updateMillis) {}
