package dev.giveback.platform.feed;

import java.util.List;

/**
 * A piece of the feed.
 *
 * @param envelopes the events that were asked for, in the order of the feed
 * @param next where to go on; it lies behind everything that was looked at, asked for or not
 * @param rowsSeen how many rows were looked at; fewer than the page may hold means that the end was reached
 */
public record FeedPage(List<FeedEnvelope> envelopes, FeedOffset next, int rowsSeen) {

    /** Copies the list. */
    public FeedPage {
        envelopes = List.copyOf(envelopes);
    }

    FeedPage endingAt(FeedOffset end) {
        return new FeedPage(envelopes, end, rowsSeen);
    }
}
