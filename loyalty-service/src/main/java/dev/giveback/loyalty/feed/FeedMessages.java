package dev.giveback.loyalty.feed;

import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import org.jspecify.annotations.Nullable;

/** How rows of customers' journals become messages of one feed. */
interface FeedMessages<R> {
    /** The message of a row; null when it has nothing to tell. It may block. */
    @Nullable
    R of(FeedEnvelope row);

    /** The message that only tells that the feed was read up to here by now. */
    R progress(FeedOffset readUpTo);
}
