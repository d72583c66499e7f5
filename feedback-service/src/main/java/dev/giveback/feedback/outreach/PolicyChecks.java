package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Policy;
import dev.giveback.feedback.mail.Addresses;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.webhook.WebhookAddress;

/** The rules of policies and of offers of referrals. What is left out is filled in with what is usual. */
public final class PolicyChecks {
    private static final long MAX_LATENESS = 30 * SourceChecks.DAY;

    private PolicyChecks() {}

    /**
     * A policy as it is to be stored.
     *
     * @throws io.grpc.StatusRuntimeException naming the field and its rule
     */
    public static ContactPolicy policy(ContactPolicy policy) {
        ContactPolicy.Builder checked = policy.toBuilder().clearVersion();
        for (int i = 0; i < policy.getLimitsCount(); i++) {
            if (policy.getLimits(i).getPurpose() == ContactPurpose.UNRECOGNIZED) {
                throw Fields.refused("policy.limits[" + i + "].purpose", "must be SERVICE, SURVEY, MARKETING or none");
            }
        }
        if (policy.getLimitsCount() == 0) {
            Policy.DEFAULT_LIMITS.forEach(limit -> checked.addLimits(limit(limit)));
        }
        if (policy.getAssumedConsentCount() == 0) {
            checked.addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SERVICE);
        }
        if (policy.hasQuietHours()
                && policy.getQuietHours()
                        .getStart()
                        .equals(policy.getQuietHours().getEnd())) {
            throw Fields.refused("policy.quiet_hours.end", "must be another than the start");
        }
        if (!policy.getSender().isEmpty() && !Addresses.isSender(policy.getSender())) {
            throw Fields.refused("policy.sender", "must be an e-mail address with or without a name");
        }
        if (!policy.getWebhookUrl().isEmpty()) {
            webhook(policy.getWebhookUrl());
        }
        return checked.setMaxLateness(Fields.within(
                        "policy.max_lateness",
                        policy.hasMaxLateness(),
                        policy.getMaxLateness(),
                        Policy.DEFAULT_MAX_LATENESS.toSeconds(),
                        SourceChecks.HOUR,
                        MAX_LATENESS))
                .build();
    }

    /** The policy of a program that has set none. */
    public static ContactPolicy usual(String program) {
        return policy(ContactPolicy.newBuilder()
                .setName("programs/" + program + "/contactPolicy")
                .build());
    }

    /** A limit as callers are told. */
    public static ContactLimit limit(dev.giveback.feedback.domain.ContactLimit limit) {
        return ContactLimit.newBuilder()
                .setPurposeValue(limit.purpose() == null ? 0 : limit.purpose().number())
                .setMaxContacts(limit.maxContacts())
                .setDays(limit.days())
                .build();
    }

    /**
     * An offer of referrals as it is to be stored.
     *
     * @throws io.grpc.StatusRuntimeException naming the field and its rule
     */
    public static ReferralOffer offer(ReferralOffer offer, String program) {
        if (offer.getOffered() && !offer.hasReferrerReward()) {
            throw Fields.refused("offer.referrer_reward", "must be given when it is offered");
        }
        if (offer.getOffered() && !offer.hasRefereeReward()) {
            throw Fields.refused("offer.referee_reward", "must be given when it is offered");
        }
        if (offer.hasReferrerReward()) {
            Fields.reward("offer.referrer_reward", offer.getReferrerReward(), program);
        }
        if (offer.hasRefereeReward()) {
            Fields.reward("offer.referee_reward", offer.getRefereeReward(), program);
        }
        int most = offer.getMaxReferrals();
        return offer.toBuilder()
                .clearVersion()
                .setMaxReferrals(most == 0 ? dev.giveback.feedback.domain.ReferralOffer.DEFAULT_MAX : most)
                .build();
    }

    private static void webhook(String url) {
        if (WebhookAddress.parse(url) == null) {
            throw Fields.refused("policy.webhook_url", WebhookAddress.RULE);
        }
    }
}
