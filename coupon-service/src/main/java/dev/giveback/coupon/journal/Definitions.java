package dev.giveback.coupon.journal;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeReading;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.domain.Access;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Limits;
import dev.giveback.coupon.domain.Overage;
import dev.giveback.coupon.domain.Published;
import dev.giveback.coupon.domain.Window;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.OveragePolicy;
import dev.giveback.journal.v1.StoredDefinition;
import java.time.Instant;

/**
 * What a version of a campaign says, between its published form and the domain. It checks nothing: whoever saves a campaign does, and
 * what was saved once must be readable for ever.
 */
public final class Definitions {
    private static final java.time.Duration DEFAULT_TIME_TO_LIVE = java.time.Duration.ofMinutes(15);

    private Definitions() {}

    /**
     * The definition of a published campaign.
     *
     * @param mostCost minor units that one coupon can cost at most; 0 when the terms do not say
     * @param budget minor units; 0 without one
     */
    public static Definition of(Campaign campaign, long mostCost, long budget) {
        Campaign said = withoutOutput(campaign);
        return new Definition(
                new Published(said.toByteArray()),
                window(said.getWindow()),
                limits(said.getLimits(), budget),
                access(said),
                said.hasClaimTimeToLive() ? duration(said.getClaimTimeToLive()) : DEFAULT_TIME_TO_LIVE,
                said.getControlBasisPoints(),
                said.getTerms().getReusableAfterCancel(),
                mostCost);
    }

    /** The published form, without what is output only. */
    public static Campaign published(Definition definition) {
        try {
            return Campaign.parseFrom(definition.published().bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("definition: not readable (expected: a published campaign)", e);
        }
    }

    static StoredDefinition toProto(Definition definition) {
        return StoredDefinition.newBuilder()
                .setCampaign(published(definition))
                .setMostCostMinor(definition.mostCost())
                .setBudgetMinor(definition.limits().budget())
                .build();
    }

    /** The definition that was stored. */
    public static Definition toDomain(StoredDefinition stored) {
        return of(stored.getCampaign(), stored.getMostCostMinor(), stored.getBudgetMinor());
    }

    private static Campaign withoutOutput(Campaign campaign) {
        Campaign.Builder said = campaign.toBuilder()
                .clearState()
                .clearVersion()
                .clearCreateTime()
                .clearUpdateTime()
                .clearCurrencyCode();
        if (said.hasUniqueCodes()) {
            said.getUniqueCodesBuilder().clearGuessBits();
        }
        if (said.hasSurprise()) {
            said.getSurpriseBuilder().clearSeedCommitment().clearSeed();
        }
        return said.build();
    }

    private static Window window(CampaignWindow window) {
        return new Window(
                window.hasStartTime() ? instant(window.getStartTime()) : null,
                window.hasEndTime() ? instant(window.getEndTime()) : null,
                window.getCouponDays(),
                window.hasCouponExpireTime() ? instant(window.getCouponExpireTime()) : null);
    }

    private static Limits limits(CampaignLimits limits, long budget) {
        return new Limits(
                limits.getTotal(),
                limits.getPerCustomer(),
                limits.getPerDay(),
                budget,
                overage(limits.getOverage()),
                limits.getGrace());
    }

    private static Overage overage(OveragePolicy policy) {
        return switch (policy) {
            case OVERAGE_POLICY_HONOUR_QUOTED -> Overage.HONOUR_QUOTED;
            case OVERAGE_POLICY_GRACE -> Overage.GRACE;
            case OVERAGE_POLICY_UNSPECIFIED, OVERAGE_POLICY_STRICT, UNRECOGNIZED -> Overage.STRICT;
        };
    }

    private static Access access(Campaign campaign) {
        return switch (campaign.getAccessCase()) {
            case PUBLIC_CODE ->
                new Access.PublicCode(
                        campaign.getPublicCode().getCode(),
                        normal(campaign.getPublicCode().getCode()));
            case UNIQUE_CODES ->
                new Access.UniqueCodes(new CodeFormat(
                        campaign.getUniqueCodes().getPattern(),
                        Math.toIntExact(campaign.getUniqueCodes().getCapacity())));
            case REWARD -> new Access.Reward(campaign.getReward().getPointsPrice());
            case SURPRISE ->
                new Access.Surprise(
                        campaign.getSurprise().getCondition(),
                        campaign.getSurprise().getChanceBasisPoints(),
                        campaign.getSurprise().getMemoryDays());
            case ACCESS_NOT_SET -> new Access.ByHand();
        };
    }

    private static CodeText normal(String code) {
        CodeReading reading = CodeText.normalise(code);
        if (reading instanceof CodeText text) {
            return text;
        }
        throw new IllegalArgumentException("code: not a code (expected: one that was checked when it was saved)");
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    private static java.time.Duration duration(Duration duration) {
        return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }
}
