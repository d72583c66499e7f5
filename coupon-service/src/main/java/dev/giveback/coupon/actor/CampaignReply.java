package dev.giveback.coupon.actor;

import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.Memory;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.loyalty.v1.Coupon;
import io.grpc.StatusRuntimeException;

/** What a campaign's actor answers. */
public sealed interface CampaignReply {
    /** It was recorded, now or by an earlier request of the same id; or it would be, for a request that only validates. */
    record Recorded(Campaign campaign, Memory.Answer answer) implements CampaignReply {}

    /** It was refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements CampaignReply {}

    /** The customer holds the coupon of this claim. */
    record Granted(Campaign campaign, Claim claim, Coupon coupon) implements CampaignReply {}

    /** There is this claim already; its coupon can be asked for. */
    record Known(Campaign campaign, Claim claim) implements CampaignReply {}

    /** The customer did not take it, and its place is returned. */
    record Declined(String reason, StatusRuntimeException status) implements CampaignReply {}

    /** The campaign is not needed: the coupon is to be granted without it. */
    record Direct(Campaign campaign) implements CampaignReply {}

    /** How it stands. */
    record Standing(Campaign campaign) implements CampaignReply {}

    /** It is done, or was before. */
    record Done() implements CampaignReply {}
}
