package dev.giveback.coupon.domain;

/** What comes of one order of a batch. */
public sealed interface ClaimOutcome {
    /** The claim is to be recorded, together with the others of its batch. */
    record Accepted(Claim claim) implements ClaimOutcome {}

    /** There is this claim already, of the same request or good for the same. */
    record Known(Claim claim) implements ClaimOutcome {}

    /** It is refused; nothing is recorded of it. */
    record Rejected(Refusal refusal) implements ClaimOutcome {}

    /** The campaign is not needed: the coupon goes straight to the customer. */
    record Direct() implements ClaimOutcome {}
}
