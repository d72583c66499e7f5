package dev.giveback.coupon.journal;

import dev.giveback.coupon.domain.CampaignId;

/** Under which names campaigns' events are stored. */
public final class PersistenceIds {
    /** What the persistence ids of campaigns begin with. */
    public static final String CAMPAIGN_PREFIX = "campaign|";

    private PersistenceIds() {}

    /** {@code campaign|{program}|{campaign}}. */
    public static String of(CampaignId id) {
        return CAMPAIGN_PREFIX + id.entity();
    }

    /** The campaign of such a name. */
    public static CampaignId campaign(String persistenceId) {
        return CampaignId.ofEntity(persistenceId.substring(CAMPAIGN_PREFIX.length()));
    }
}
