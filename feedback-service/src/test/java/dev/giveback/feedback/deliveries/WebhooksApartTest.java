package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.deliveries.Receiver.Answer;
import dev.giveback.feedback.deliveries.Receiver.Call;
import dev.giveback.webhook.v1.DeliveryState;
import dev.giveback.webhook.v1.ReadingMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One that is away holds up no other, and keeps no more than its window. */
final class WebhooksApartTest {
    private static final int EVENTS = 400;
    private static final int WINDOW = 50;

    @Test
    void oneThatIsAwayHoldsUpNoOtherAndKeepsNoMoreThanItsWindow() throws Exception {
        try (Hooked hooked = Hooked.start(Map.of("giveback.feedback.webhooks.window", WINDOW));
                Receiver first = Receiver.open();
                Receiver second = Receiver.open();
                Receiver away = Receiver.open()) {
            away.answer(call -> Answer.slow(200, 60_000));
            hooked.live("first", first.url(), webhook -> webhook);
            hooked.live("second", second.url(), webhook -> webhook);
            hooked.live("away", away.url(), webhook -> webhook);

            for (int i = 0; i < EVENTS; i++) {
                hooked.earn("c" + i);
                Thread.sleep(10);
            }
            RunningFeedback.await(
                    () -> first.calls().size() == EVENTS && second.calls().size() == EVENTS);
            // The one that is away has answered nothing meanwhile, and will not for a minute.
            assertThat(hooked.deliveries("away", DeliveryState.DELIVERY_STATE_DELIVERED))
                    .isEmpty();
            assertThat(hooked.get("away").getProgress().getMode()).isEqualTo(ReadingMode.READING_MODE_CATCHING_UP);
            assertThat(hooked.deliveries("away", DeliveryState.DELIVERY_STATE_UNSPECIFIED))
                    .hasSizeLessThanOrEqualTo(WINDOW)
                    .hasSizeGreaterThan(WINDOW / 2);
            int calls = away.calls().size();
            assertThat(calls).isLessThan(WINDOW);

            // When it is back it gets everything.
            away.forget();
            away.answer(call -> Answer.of(204));
            RunningFeedback.await(() -> hooked.deliveries("away", DeliveryState.DELIVERY_STATE_DELIVERED)
                            .size()
                    == EVENTS);
            hooked.awaitLive("away");
            assertThat(away.calls().stream().map(Call::id).distinct()).hasSizeGreaterThanOrEqualTo(EVENTS);
        }
    }
}
