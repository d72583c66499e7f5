package dev.giveback.recommendation.live;

/**
 * How far the feed was taken in, and by what it is known again that the journal is the same.
 *
 * @param token where the feed goes on
 * @param last the place of the last event
 * @param before where the feed would have to go on to give that last event again
 * @param chainHash of the last event, in hexadecimal digits: it depends on all events before it of the same customer or program
 * @param recordMillis when the last event had been recorded; 0 before the first
 */
public record FeedPoint(String token, FeedPlace last, String before, String chainHash, long recordMillis) {
    /** Before everything. */
    public static final FeedPoint START = new FeedPoint("", FeedPlace.START, "", "", 0);

    /** Whether there was no event yet. */
    public boolean isStart() {
        return last.equals(FeedPlace.START);
    }

    /** After an event. */
    FeedPoint plus(News news) {
        return new FeedPoint(news.token(), news.place(), token, news.chainHash(), news.recordMillis());
    }

    /** After nothing but the word how far the journal was read. */
    FeedPoint readUpTo(String next) {
        return new FeedPoint(next, last, before, chainHash, recordMillis);
    }
}
