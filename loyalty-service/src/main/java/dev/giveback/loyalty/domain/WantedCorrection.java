package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of an order instead of what was recorded.
 *
 * @param purchaseTime null for what was recorded
 * @param lines none twice
 */
public record WantedCorrection(String orderId, @Nullable Instant purchaseTime, List<Line> lines) {
    public WantedCorrection {
        lines = List.copyOf(lines);
    }

    /**
     * What is to be said of one line; null for what was recorded.
     *
     * @param line its number, from 1; 0 for one that was left out and has product, category, quantity and price
     */
    public record Line(
            int line,
            @Nullable String product,
            @Nullable String category,
            @Nullable Long quantity,
            @Nullable Money unitPrice) {}
}
