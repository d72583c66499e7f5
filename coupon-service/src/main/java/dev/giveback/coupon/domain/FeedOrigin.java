package dev.giveback.coupon.domain;

import java.util.Optional;

/**
 * Where the feeds begin for a campaign that another system recorded: its journal holds places in the feeds of that system, and what those
 * told came here as history.
 *
 * @param floor up to here nothing is news: it was counted there
 * @param shift what makes the transactions here greater than all that the campaign has counted there
 */
public record FeedOrigin(FeedPosition floor, long shift) {
    /** Of a campaign that was created here. */
    public static final FeedOrigin HERE = new FeedOrigin(FeedPosition.START, 0);

    /** The place as the campaign counts it; nothing if it is no news. */
    public Optional<FeedPosition> placeOf(FeedPosition here) {
        return here.compareTo(floor) <= 0
                ? Optional.empty()
                : Optional.of(new FeedPosition(Math.addExact(here.transaction(), shift), here.ordering()));
    }
}
