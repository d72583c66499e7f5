package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.deliveries.Receiver.Answer;
import dev.giveback.feedback.deliveries.Receiver.Call;
import dev.giveback.webhook.v1.DeliveryState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order and completeness of what a shop sees while its answers fail at random and the service is stopped and started in the middle. */
final class WebhookOrderTest {
    private static final int CUSTOMERS = 7;
    private static final int EVENTS = 300;

    /** What a shop knows by what it answered: the sequence number that it took last, by customer. It knows nothing of how deliveries are made. */
    private static final class Shop {
        private final Map<String, Long> taken = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private final Random random;

        Shop(long seed) {
            random = new Random(seed);
        }

        synchronized Answer answer(Call call) {
            long before = taken.getOrDefault(call.customer(), 0L);
            if (call.sequence() > before + 1) {
                faults.add(call.customer() + ": " + call.sequence() + " after " + before);
            }
            return switch (random.nextInt(10)) {
                case 0 -> Answer.of(500);
                case 1 -> Answer.with(503, "Retry-After", "0");
                case 2 -> Answer.of(404);
                default -> {
                    if (call.sequence() == before + 1) {
                        taken.put(call.customer(), call.sequence());
                    }
                    yield Answer.slow(200, random.nextInt(10));
                }
            };
        }

        synchronized long sum() {
            return taken.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCustomersEventsComeInOrderWhateverFails(long seed) throws Exception {
        Random random = new Random(seed);
        Shop shop = new Shop(seed);
        Map<String, Integer> recorded = new HashMap<>();
        try (Hooked hooked = Hooked.start(Map.of(
                        "giveback.feedback.webhooks.retry-pause", "10ms",
                        "giveback.feedback.webhooks.longest-pause", "40ms",
                        // Far fewer than there are events, so that it falls back to its place and catches up, again and
                        // again.
                        "giveback.feedback.webhooks.window", 20));
                Receiver receiver = Receiver.open()) {
            receiver.answer(shop::answer);
            hooked.live("crm", receiver.url(), webhook -> webhook);
            for (int i = 0; i < EVENTS; i++) {
                String customer = "c" + random.nextInt(CUSTOMERS);
                recorded.merge(customer, 1, Integer::sum);
                hooked.earn(customer);
                if (i == EVENTS / 3) {
                    hooked.stop();
                    hooked.restart();
                }
                Thread.sleep(random.nextInt(4));
            }
            RunningFeedback.await(() -> shop.sum() == EVENTS);
            hooked.awaitLive("crm");
            RunningFeedback.await(() -> hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_PENDING)
                    .isEmpty());
            assertThat(hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED))
                    .hasSize(EVENTS);
        }
        assertThat(shop.faults).isEmpty();
        recorded.forEach((customer, count) -> assertThat(shop.taken).containsEntry(customer, (long) count));
    }
}
