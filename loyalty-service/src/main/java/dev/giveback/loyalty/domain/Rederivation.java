package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's orders should have earned, where that is not what they earned, and the tier that follows.
 *
 * @param lateOrderIds orders, and orders with refunds, that became known late, in the order of purchase
 * @param differences in the order of purchase
 * @param tier as it stands with everything that is known
 */
public record Rederivation(List<String> lateOrderIds, List<Difference> differences, TierGrant tier) {
    public Rederivation {
        lateOrderIds = List.copyOf(lateOrderIds);
        differences = List.copyOf(differences);
    }

    /**
     * Derives again what a customer's orders earn, with everything that is known in the order in which it happened. Without anything that
     * became known late there is no difference.
     *
     * @param events all of the customer, in the order in which they were recorded
     * @param programs by version
     * @param current the version that stands now
     */
    public static Rederivation of(
            List<CustomerEvent> events, LongFunction<Program> programs, Program current, Instant now) {
        return AsItHappened.tell(events, OrderBook.of(events), null, programs).rederivation(events, current, now);
    }

    /**
     * An order that should have earned something else.
     *
     * @param before points that it earned
     * @param linePoints that its lines should have earned
     * @param points to be added, or taken if negative: the difference less what refunds so far would have taken back of it
     * @param available of the lot that it should have given
     * @param expires of that lot; null for never
     */
    public record Difference(
            String orderId,
            Instant purchaseTime,
            long countingDay,
            long before,
            List<Long> linePoints,
            long points,
            Instant available,
            @Nullable Instant expires) {
        public Difference {
            linePoints = List.copyOf(linePoints);
        }
    }
}
