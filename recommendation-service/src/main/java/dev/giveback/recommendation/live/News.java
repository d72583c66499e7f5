package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.ShopEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event of the journal means here.
 *
 * @param place of the event
 * @param token where the feed goes on after it
 * @param chainHash of the event, in hexadecimal digits
 * @param recordMillis when it had been recorded
 * @param program that it is about
 * @param facts what the program is from now on; null for an event of a customer
 * @param events what happened in the shop, mostly one or none
 */
public record News(
        FeedPlace place,
        String token,
        String chainHash,
        long recordMillis,
        String program,
        @Nullable ProgramFacts facts,
        List<ShopEvent> events) {
    public News {
        events = List.copyOf(events);
    }

    /**
     * Whether somebody is to be forgotten, which the sums over all customers and the snapshot must follow soon; of two who are merged either may object.
     */
    boolean forgets() {
        return events.stream().anyMatch(News::forgets);
    }

    private static boolean forgets(ShopEvent event) {
        return switch (event) {
            case ShopEvent.CustomerErased erased -> true;
            case ShopEvent.PreferencesStated stated -> stated.objections().contains(Objection.LEARNING_FROM_PURCHASES);
            case ShopEvent.CustomersMerged merged -> true;
            case ShopEvent.Bought bought -> false;
            case ShopEvent.TakenBack back -> false;
            case ShopEvent.Corrected corrected -> false;
            case ShopEvent.ProductChanged changed -> false;
        };
    }
}
