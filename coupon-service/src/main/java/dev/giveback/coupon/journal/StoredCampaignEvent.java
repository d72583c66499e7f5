package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/**
 * One row of the journal: an event as it is read, and the very bytes that are stored for it. The bytes are made once, before the
 * hash, and are never parsed and written again, so that the hash covers what is stored.
 */
public record StoredCampaignEvent(CampaignEvent event, ByteString eventBytes, ByteString chainHash) {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredCampaignEvent following(ByteString previousHash, CampaignEvent event) {
        ByteString bytes = CampaignEventMapper.toProto(event).toByteString();
        return new StoredCampaignEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredCampaignEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredCampaignEvent(
                CampaignEventMapper.toDomain(dev.giveback.journal.v1.CampaignEvent.parseFrom(stored.getEvent())),
                stored.getEvent(),
                stored.getChainHash());
    }

    /** What the row holds. */
    public JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash)
                .setEvent(eventBytes)
                .build();
    }
}
