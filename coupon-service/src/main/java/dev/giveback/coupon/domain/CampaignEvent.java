package dev.giveback.coupon.domain;

import java.time.Instant;

/** One fact of one campaign. */
public record CampaignEvent(Header header, Change change) {
    /**
     * What every event has.
     *
     * @param time when it was recorded, to the millisecond; never before that of the event before
     * @param liveAfter claims that the campaign watches after this event
     */
    public record Header(Instant time, Request request, long liveAfter) {}
}
