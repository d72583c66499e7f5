package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the sums of a shop cost. */
final class ShopTrendsTest {
    private static final int DAY = 980;

    @Test
    void categoriesThatAreOnlyNamedTakeNoRoom() {
        PurchaseModel model = new PurchaseModel();
        for (int customer = 0; customer < 200; customer++) {
            int first = 50 * customer;
            model.apply(
                    new ShopEvent.PreferencesStated(
                            "customer-" + customer,
                            IntStream.range(first, first + 50)
                                    .mapToObj(category -> "named-" + category)
                                    .toList(),
                            List.of(),
                            Set.of()),
                    "");
        }
        for (int product = 0; product < 300; product++) {
            model.apply(
                    new ShopEvent.ProductChanged(new Product("product-" + product, "", "held", List.of(), 100, true)),
                    "");
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        ShopTrends trends = ShopTrends.of(model, DAY);
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes).isLessThan(2_000_000);
        assertThat(trends.inCategory(model.categories.find("held"))).hasSize(200);
        assertThat(trends.inCategory(model.categories.find("named-7"))).isEmpty();
    }
}
