package dev.giveback.coupon.actor;

import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.loyalty.v1.Coupon;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionStage;

/** The coupons in the hands of customers, as a campaign sees them. No stage of these ever fails. */
public interface CustomerCoupons {
    /**
     * Puts the coupon of a claim into its customer's hands. Repeating it changes nothing.
     *
     * @param campaign in a state that knows the claim's version
     */
    CompletionStage<GrantAnswer> grant(CampaignId id, Campaign campaign, Claim claim);

    /** Takes the coupon of a claim back, unless an order has it. Repeating it changes nothing. */
    CompletionStage<ReturnAnswer> takeBack(CampaignId id, Claim claim);

    /** What came of granting. */
    sealed interface GrantAnswer {
        /** The customer holds it. */
        record Given(Coupon coupon) implements GrantAnswer {}

        /**
         * The customer does not take it, now or ever by this claim.
         *
         * @param reason of the customer, {@link #REPEAT} if the coupon is that of an earlier claim of the same request
         */
        record Declined(String reason, StatusRuntimeException status) implements GrantAnswer {}

        /** Nobody knows; it must be tried again. */
        record Unanswered() implements GrantAnswer {}

        /** The reason of a claim whose coupon was granted by an earlier claim. */
        String REPEAT = "COUPON_EXISTS";
    }

    /** What came of taking back. */
    enum ReturnAnswer {
        /** The customer has it no longer. */
        RETURNED,
        /** An order used it. */
        REDEEMED,
        /** The reservation of an order holds it. */
        RESERVED,
        /** Nobody knows; it must be tried again. */
        UNANSWERED
    }
}
