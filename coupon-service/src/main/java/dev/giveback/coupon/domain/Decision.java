package dev.giveback.coupon.domain;

/** What comes of a command. */
public sealed interface Decision {
    /** It is to be recorded; the answer tells of the campaign after it. */
    record Accepted(CampaignEvent event) implements Decision {}

    /** It was recorded before; this is the first answer. */
    record Repeated(Memory.Answer answer) implements Decision {}

    /** It is refused; nothing is recorded. */
    record Rejected(Refusal refusal) implements Decision {}
}
