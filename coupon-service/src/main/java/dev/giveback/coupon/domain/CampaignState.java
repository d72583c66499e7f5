package dev.giveback.coupon.domain;

/** How a campaign stands. Only an active one, inside its window, gives coupons. */
public enum CampaignState {
    /** Gives coupons. */
    ACTIVE,
    /** Gives none for now. */
    PAUSED,
    /** Gives none any more. */
    ENDED,
    /** Ended, hidden, and its code is free for another campaign. */
    ARCHIVED
}
