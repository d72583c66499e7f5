package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.platform.journal.ChainHash;

/** A campaign as its journal tells it, and the hash of the latest record. */
public record RecordedCampaign(Campaign campaign, ByteString chainHash) {
    /** Before the first event. */
    public static final RecordedCampaign NEW = new RecordedCampaign(Campaign.NEW, ChainHash.NONE);

    /** After one more event. */
    public RecordedCampaign evolve(StoredCampaignEvent stored) {
        return new RecordedCampaign(campaign.evolve(stored.event()), stored.chainHash());
    }
}
