package dev.giveback.coupon.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.coupon.actor.CustomerCoupons.GrantAnswer;
import dev.giveback.coupon.actor.CustomerCoupons.ReturnAnswer;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.Purchase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What a campaign's actor is sent. */
sealed interface CampaignMessage {
    /**
     * Decide this change by hand and record it.
     *
     * @param decideBefore an order older than this is not carried out any more
     */
    record Decide(Command command, boolean validateOnly, Instant decideBefore, ActorRef<CampaignReply> replyTo)
            implements CampaignMessage {}

    /** Claim a coupon, together with whoever else does at this moment. */
    record Claim(ClaimOrder order, ZoneId zone, ActorRef<CampaignReply> replyTo) implements CampaignMessage {}

    /** Tell how the campaign stands. */
    record Read(ActorRef<CampaignReply> replyTo) implements CampaignMessage {}

    /** Record what became of coupons. */
    record Settle(List<CouponNews> news, ZoneId zone, ActorRef<CampaignReply> replyTo) implements CampaignMessage {}

    /** Draw for orders that were made. */
    record Draw(List<Purchase> purchases, ZoneId zone, ActorRef<CampaignReply> replyTo) implements CampaignMessage {}

    /** Be there, and look after the claims that are watched. */
    record Wake(ActorRef<CampaignReply> replyTo) implements CampaignMessage {}

    /** Decide the claims that have gathered; from itself. */
    enum Gathered implements CampaignMessage {
        INSTANCE
    }

    /** A second has passed; from itself. */
    enum Tick implements CampaignMessage {
        INSTANCE
    }

    /** What came of granting; from itself. */
    record GrantAnswered(dev.giveback.coupon.domain.Claim claim, GrantAnswer answer) implements CampaignMessage {}

    /** What came of taking back; from itself. */
    record ReturnAnswered(String claimId, ReturnAnswer answer) implements CampaignMessage {}

    /** End when idle; the sharding's. */
    enum Stop implements CampaignMessage {
        INSTANCE
    }
}
