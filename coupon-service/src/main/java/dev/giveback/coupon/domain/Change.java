package dev.giveback.coupon.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event is about. */
public sealed interface Change {
    /** The first version. */
    record CampaignCreated(Definition definition, Secret secret) implements Change {}

    /** A new version. */
    record CampaignUpdated(Definition definition) implements Change {}

    /** It was paused, resumed, ended or archived. */
    record StateChanged(CampaignState state) implements Change {}

    /**
     * Claims, all of one moment and one version.
     *
     * @param day that they count for, in the program's zone, from 1970-01-01
     * @param dayStart beginning of that day
     * @param overage how many of them are beyond a limit
     * @param quotes that were honoured beyond the limits, with the moment until which they must be remembered
     * @param heldOut customers of the control group who were refused for that alone, and for the first time
     */
    record CodesClaimed(
            List<Claim> claims,
            long day,
            Instant dayStart,
            long overage,
            List<HonouredQuote> quotes,
            List<String> heldOut)
            implements Change {
        public CodesClaimed {
            claims = List.copyOf(claims);
            quotes = List.copyOf(quotes);
            heldOut = List.copyOf(heldOut);
        }
    }

    /** A quote that was honoured. */
    record HonouredQuote(String id, Instant until) {}

    /**
     * What came of granting.
     *
     * @param granted ids of claims whose coupons the customers hold
     * @param refused claims whose place is returned, because the customer could not take the coupon, or held it before
     */
    record ClaimsGranted(List<String> granted, List<RefusedClaim> refused) implements Change {
        public ClaimsGranted {
            granted = List.copyOf(granted);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A claim whose place is returned.
     *
     * @param reason of the customer, {@code INSUFFICIENT_POINTS} say; {@code COUPON_EXISTS} for the repeat of an earlier claim
     */
    record RefusedClaim(String id, String reason) {}

    /**
     * Codes that were revoked, from the first number to the last.
     *
     * @param revoked how many were not before
     * @param claimedBefore how many of the range were claimed
     */
    record CodesRevoked(int first, int last, long revoked, long claimedBefore) implements Change {}

    /**
     * What became of coupons, as the customers' journals say.
     *
     * @param day on which they are counted, in the program's zone, from 1970-01-01
     * @param position up to which the feed of the customers is counted
     */
    record CouponsSettled(long day, FeedPosition position, List<Settlement> settlements) implements Change {
        public CouponsSettled {
            settlements = List.copyOf(settlements);
        }
    }

    /**
     * What became of one coupon, and what follows for the campaign.
     *
     * @param serial of its code, if that can be used again; else {@link Claim#NO_SERIAL}
     * @param fromCustomer whose it was, if it moved; empty for other fates
     * @param returns whether its place is returned; of one that moved, whether the customer's place moves
     * @param sameDay whether its place of the day is returned too
     * @param shareReleased minor units that are set aside no longer
     * @param spent minor units that are spent of the budget
     * @param discount minor units that the order saved
     */
    record Settlement(
            String claimId,
            String customer,
            String fromCustomer,
            Instant claimTime,
            long version,
            Fate fate,
            int serial,
            boolean returns,
            boolean sameDay,
            long shareReleased,
            long spent,
            long discount) {}

    /**
     * Draws of a surprise, all of one moment and one version.
     *
     * @param position of the last order judged, whether it was drawn or not
     * @param firstNumber of the draws, which are counted from 1
     * @param rememberDay on which those who won or were held out are remembered; {@link #NOT_REMEMBERED} for none
     * @param won claims of the draws that won, in their order; null without any
     */
    record SurprisesDrawn(
            long version,
            FeedPosition position,
            long firstNumber,
            int chanceBasisPoints,
            long rememberDay,
            List<Draw> draws,
            @Nullable CodesClaimed won)
            implements Change {
        /** Of a surprise without memory. */
        public static final long NOT_REMEMBERED = 0;

        public SurprisesDrawn {
            draws = List.copyOf(draws);
        }
    }

    /** What can become of a coupon. */
    enum Fate {
        /** Granted without the campaign being asked; counted now. */
        GRANTED,
        /** An order used it. */
        REDEEMED,
        /** The order was refunded as a whole, and the coupon can be used again. */
        GIVEN_BACK,
        /** It was taken back, or fell back. */
        REVOKED,
        /** It expired unused. */
        EXPIRED,
        /** It came to this customer from another one, who was merged into this one. */
        MOVED
    }
}
