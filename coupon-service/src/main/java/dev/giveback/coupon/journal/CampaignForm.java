package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.platform.cluster.StoredForm;
import dev.giveback.platform.journal.ChainHash;

/** A campaign between nodes: as a snapshot has it. */
public final class CampaignForm implements StoredForm<Campaign> {
    /** Made by its name. */
    public CampaignForm() {}

    @Override
    public Class<Campaign> type() {
        return Campaign.class;
    }

    @Override
    public ByteString toBytes(Campaign campaign) {
        return CampaignSnapshotMapper.toProto(new RecordedCampaign(campaign, ChainHash.NONE))
                .toByteString();
    }

    @Override
    public Campaign ofBytes(ByteString bytes) {
        try {
            return CampaignSnapshotMapper.toDomain(CampaignSnapshot.parseFrom(bytes))
                    .campaign();
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("campaign: " + damaged.getMessage(), damaged);
        }
    }
}
