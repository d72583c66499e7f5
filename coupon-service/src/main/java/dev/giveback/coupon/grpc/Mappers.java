package dev.giveback.coupon.grpc;

import com.google.protobuf.Timestamp;
import dev.giveback.coupon.actor.CampaignReply.Recorded;
import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.directory.CampaignEntry;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CampaignState;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.SurpriseSeed;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.ClaimState;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Campaigns and claims as they are published. */
final class Mappers {
    private Mappers() {}

    static Campaign campaign(Recorded recorded, Currency currency) {
        dev.giveback.coupon.domain.Campaign campaign = recorded.campaign();
        return campaign(
                Definitions.published(campaign.definition(recorded.answer().version())),
                state(recorded.answer().state()),
                recorded.answer().version(),
                campaign.created(),
                recorded.answer().updated(),
                campaign.secretOrThrow().surpriseSeed(),
                currency);
    }

    static Campaign campaign(dev.giveback.coupon.domain.Campaign campaign, Currency currency) {
        return campaign(
                Definitions.published(campaign.definition()),
                state(campaign.state()),
                campaign.version(),
                campaign.created(),
                campaign.updated(),
                campaign.secretOrThrow().surpriseSeed(),
                currency);
    }

    static Campaign campaign(CampaignEntry entry, Currency currency) {
        return campaign(
                entry.definition().getCampaign(),
                entry.state(),
                entry.version(),
                Instant.ofEpochMilli(entry.createMillis()),
                Instant.ofEpochMilli(entry.updateMillis()),
                entry.seed(),
                entry.seedCommitment(),
                currency);
    }

    private static Campaign campaign(
            Campaign published,
            dev.giveback.coupon.v1.CampaignState state,
            long version,
            Instant created,
            Instant updated,
            SurpriseSeed seed,
            Currency currency) {
        return campaign(published, state, version, created, updated, seed.reveal(), seed.commitment(), currency);
    }

    private static Campaign campaign(
            Campaign published,
            dev.giveback.coupon.v1.CampaignState state,
            long version,
            Instant created,
            Instant updated,
            String seed,
            String seedCommitment,
            Currency currency) {
        Campaign.Builder campaign = published.toBuilder()
                .setState(state)
                .setVersion(version)
                .setCreateTime(timestamp(created))
                .setUpdateTime(timestamp(updated))
                .setCurrencyCode(currency.getCurrencyCode());
        if (campaign.hasUniqueCodes()) {
            CodeFormat format = new CodeFormat(
                    campaign.getUniqueCodes().getPattern(),
                    Math.toIntExact(campaign.getUniqueCodes().getCapacity()));
            campaign.getUniqueCodesBuilder().setGuessBits((int) Math.floor(-format.guessLog2()));
        }
        if (campaign.hasSurprise()) {
            campaign.getSurpriseBuilder().setSeedCommitment(seedCommitment).setSeed(isOver(state) ? seed : "");
        }
        return campaign.build();
    }

    /** Whether nothing is drawn any more, so that the seed may be shown. */
    private static boolean isOver(dev.giveback.coupon.v1.CampaignState state) {
        return state == dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ENDED
                || state == dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ARCHIVED;
    }

    static dev.giveback.coupon.v1.CampaignState state(CampaignState state) {
        return switch (state) {
            case ACTIVE -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ACTIVE;
            case PAUSED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_PAUSED;
            case ENDED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ENDED;
            case ARCHIVED -> dev.giveback.coupon.v1.CampaignState.CAMPAIGN_STATE_ARCHIVED;
        };
    }

    /**
     * A claim, told of its coupon.
     *
     * @param watched null when the campaign watches it no longer
     */
    static dev.giveback.coupon.v1.Claim claim(
            CampaignId campaign, CustomerId customer, Coupon coupon, @Nullable Claim watched, Currency currency) {
        dev.giveback.coupon.v1.Claim.Builder claim = dev.giveback.coupon.v1.Claim.newBuilder()
                .setName(claimName(campaign, coupon.getCouponId()))
                .setCustomer(customer.name())
                .setCode(coupon.getCode())
                .setState(stateOf(coupon))
                .setClaimTime(coupon.hasStartTime() ? coupon.getStartTime() : coupon.getGrantTime())
                .setCampaignVersion(coupon.getCampaignVersion());
        Instant falls = watched == null ? null : watched.falls();
        if (falls != null) {
            claim.setExpireTime(timestamp(falls));
        }
        if (watched != null && watched.share() > 0) {
            claim.setBudgetShare(MoneyMapper.toMoney(watched.share(), currency));
        }
        return claim.build();
    }

    static String claimName(CampaignId campaign, String claim) {
        return campaign.name() + "/claims/" + claim;
    }

    private static ClaimState stateOf(Coupon coupon) {
        return switch (coupon.getState()) {
            case COUPON_STATE_AVAILABLE, COUPON_STATE_RESERVED -> ClaimState.CLAIM_STATE_GRANTED;
            case COUPON_STATE_REDEEMED -> ClaimState.CLAIM_STATE_REDEEMED;
            case COUPON_STATE_EXPIRED, COUPON_STATE_REVOKED -> ClaimState.CLAIM_STATE_RETURNED;
            case COUPON_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(
                        "coupon: state " + coupon.getState() + " (expected: one that this build knows)");
        };
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
