package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Readers ask while one thread writes. */
final class ReadersTest {
    @Test
    void everyAnswerIsWhole() throws Exception {
        List<ShopEvent> events = RandomShop.events(31, 10_000);
        PurchaseModel model = new PurchaseModel();
        Recommender recommender = new Recommender(model, 0);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers =
                    List.of(threads.submit(reader(recommender, done, 1)), threads.submit(reader(recommender, done, 2)));
            Future<?> refreshing = threads.submit(() -> {
                while (!done.get()) {
                    recommender.refresh(2000);
                }
            });
            for (int i = 0; i < events.size(); i++) {
                model.apply(events.get(i), String.valueOf(i));
            }
            done.set(true);
            refreshing.get();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(model.digest()).isEqualTo(RandomShop.model(events).digest());
    }

    private static Callable<Integer> reader(Recommender recommender, AtomicBoolean done, long seed) {
        return () -> {
            Random random = new Random(seed);
            int asked = 0;
            while (!done.get() || asked == 0) {
                Mode mode = List.of(Mode.values()).get(random.nextInt(3));
                List<Recommendation> answer =
                        recommender.recommend(Request.of("customer-" + random.nextInt(31), mode, 10));
                assertThat(answer).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates();
                assertThat(answer).allMatch(each -> each.product().startsWith("product-"));
                asked++;
            }
            return asked;
        };
    }
}
