package dev.giveback.coupon.feed.planted;

import dev.giveback.coupon.journal.RecordedCampaign;

/** What the feed brings goes to the campaigns, never into their journal. */
public final class KnowsTheJournal {
    /** A field of a foreign type. */
    public final RecordedCampaign foreign = RecordedCampaign.NEW;
}
