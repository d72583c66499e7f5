package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RepeatTest {
    @Test
    void aRepeatGetsTheFirstAnswerWhateverHappenedSince() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        CompleteCheckout checkout = scenario.checkout("1", "mug", 1000);
        scenario.given(checkout).given(scenario.redeem(10)).after(Duration.ofDays(100));
        scenario.when(checkout).thenRepeats(0).thenEvents(2).thenAvailable(0);
        assertThat(scenario.events().getFirst().header().balanceAfter().available())
                .isEqualTo(10);
    }

    @Test
    void theSameIdWithOtherContentIsRefusedBeforeEveryBusinessRule() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        Request request = scenario.request();
        scenario.given(new AdjustPoints(request, 5, "hello"));
        Request other = new Request(request.id(), 99, "");
        scenario.when(new AdjustPoints(other, 6, "hello")).thenRejected(Reason.REQUEST_ID_REUSED);
        scenario.when(new RedeemPoints(other, 1_000, "mug")).thenRejected(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void aRefusedRequestMaySucceedLater() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 500);
        RedeemPoints redeem = scenario.redeem(10);
        scenario.when(redeem).thenRejected(Reason.INSUFFICIENT_POINTS).buys("2", "mug", 500);
        scenario.given(redeem).thenAvailable(0);
    }

    @Test
    void theLatestThousandRequestsAreRememberedAndAnOrdersForAsLongAsItIsKept() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        CompleteCheckout checkout = scenario.checkout("1", "mug", 1000);
        AdjustPoints adjustment = scenario.adjust(1);
        scenario.given(checkout).given(adjustment);
        for (int i = 0; i < Limits.REMEMBERED_REQUESTS - 1; i++) {
            scenario.given(scenario.adjust(1));
        }
        scenario.when(adjustment).thenRepeats(1);
        scenario.given(scenario.adjust(1));
        assertThat(scenario.customer().memory().events()).hasSize(Limits.REMEMBERED_REQUESTS);
        scenario.when(checkout).thenRepeats(0);
        scenario.when(new CompleteCheckout(
                        new Request(checkout.request().id(), 77, ""), "1", List.of(Scenario.line("tea", 1, 1)), null))
                .thenRejected(Reason.REQUEST_ID_REUSED);
        scenario.given(adjustment);
    }
}
