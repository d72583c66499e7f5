package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.CampaignState;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.HonouredQuote;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredFate;
import dev.giveback.journal.v1.StoredHonouredQuote;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The small parts that events and snapshots share. */
final class Parts {
    private static final HexFormat HEX = HexFormat.of();

    private Parts() {}

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant orNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    /** Of 40 hexadecimal digits, 20 bytes. */
    static ByteString id(String claimId) {
        return ByteString.copyFrom(HEX.parseHex(claimId));
    }

    static String id(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }

    static StoredClaim claim(Claim claim) {
        return StoredClaim.newBuilder()
                .setId(id(claim.id()))
                .setCustomer(claim.customer())
                .setSerialPlusOne(claim.serial() + 1L)
                .setFallMillis(millis(claim.falls()))
                .setPointsPrice(claim.pointsPrice())
                .build();
    }

    static Claim claim(
            StoredClaim stored,
            Instant time,
            @Nullable Instant couponExpires,
            long version,
            long share,
            boolean granted) {
        return new Claim(
                id(stored.getId()),
                stored.getCustomer(),
                serial(stored.getSerialPlusOne()),
                time,
                orNull(stored.getFallMillis()),
                couponExpires,
                version,
                share,
                stored.getPointsPrice(),
                granted);
    }

    static int serial(long serialPlusOne) {
        return Math.toIntExact(serialPlusOne - 1);
    }

    static StoredHonouredQuote quote(String id, Instant until) {
        return StoredHonouredQuote.newBuilder()
                .setId(id)
                .setUntilMillis(until.toEpochMilli())
                .build();
    }

    static HonouredQuote quote(StoredHonouredQuote stored) {
        return new HonouredQuote(stored.getId(), instant(stored.getUntilMillis()));
    }

    static dev.giveback.coupon.v1.CampaignState state(CampaignState state) {
        return switch (state) {
            case ACTIVE -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ACTIVE;
            case PAUSED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_PAUSED;
            case ENDED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ENDED;
            case ARCHIVED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ARCHIVED;
        };
    }

    static CampaignState state(dev.giveback.coupon.v1.CampaignState stored) {
        return switch (stored) {
            case CAMPAIGN_STATE_ACTIVE -> CampaignState.ACTIVE;
            case CAMPAIGN_STATE_PAUSED -> CampaignState.PAUSED;
            case CAMPAIGN_STATE_ENDED -> CampaignState.ENDED;
            case CAMPAIGN_STATE_ARCHIVED -> CampaignState.ARCHIVED;
            case CAMPAIGN_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("state: " + stored + " (expected: one that this build knows)");
        };
    }

    static StoredFate fate(Fate fate) {
        return switch (fate) {
            case GRANTED -> StoredFate.STORED_FATE_GRANTED;
            case REDEEMED -> StoredFate.STORED_FATE_REDEEMED;
            case GIVEN_BACK -> StoredFate.STORED_FATE_GIVEN_BACK;
            case REVOKED -> StoredFate.STORED_FATE_REVOKED;
            case EXPIRED -> StoredFate.STORED_FATE_EXPIRED;
            case MOVED -> StoredFate.STORED_FATE_MOVED;
        };
    }

    static Fate fate(StoredFate stored) {
        return switch (stored) {
            case STORED_FATE_GRANTED -> Fate.GRANTED;
            case STORED_FATE_REDEEMED -> Fate.REDEEMED;
            case STORED_FATE_GIVEN_BACK -> Fate.GIVEN_BACK;
            case STORED_FATE_REVOKED -> Fate.REVOKED;
            case STORED_FATE_EXPIRED -> Fate.EXPIRED;
            case STORED_FATE_MOVED -> Fate.MOVED;
            case STORED_FATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("fate: " + stored + " (expected: one that this build knows)");
        };
    }
}
