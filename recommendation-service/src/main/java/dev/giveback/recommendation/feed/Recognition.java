package dev.giveback.recommendation.feed;

import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.live.FeedPlace;
import dev.giveback.recommendation.live.FeedPoint;
import java.util.List;

/**
 * Whether the journal is the one that was read before: the feed is opened just before the last event that was taken in, and its first event must be that one,
 * with the same hash over everything that came before it of the same customer or program.
 */
final class Recognition {
    private final FeedPoint point;
    private boolean isRecognised;

    Recognition(FeedPoint point) {
        this.point = point;
        isRecognised = point.isStart();
    }

    /** Whether nothing speaks against it so far. */
    boolean isSame(List<TailEventsResponse> messages) {
        for (TailEventsResponse message : messages) {
            if (isRecognised) {
                return true;
            }
            FeedPlace place = NewsMapper.place(message);
            if (NewsMapper.isEvent(message)) {
                isRecognised = place.equals(point.last())
                        && NewsMapper.chainHash(message).equals(point.chainHash());
                return isRecognised;
            }
            if (!point.last().isAfter(place)) {
                return false;
            }
        }
        return true;
    }
}
