package dev.giveback.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RequestsTest {
    @Test
    void idsNeverRepeatAcrossThreadsAndRuns() {
        Requests first = new Requests("programs/bench", 1);
        Requests second = new Requests("programs/bench", 1);
        List<CompleteCheckoutRequest> requests = Stream.concat(
                        IntStream.range(0, 20_000).parallel().mapToObj(number -> first.checkout(1)),
                        IntStream.range(0, 20_000).parallel().mapToObj(number -> second.checkout(1)))
                .toList();

        assertThat(requests.stream().map(CompleteCheckoutRequest::getRequestId).distinct())
                .hasSize(40_000);
        assertThat(requests.stream().map(CompleteCheckoutRequest::getOrderId).distinct())
                .hasSize(40_000);
    }

    @Test
    void checkoutsAreWithinTheLimitsOfTheContract() {
        Requests requests = new Requests("programs/bench", 3);
        for (int number = 0; number < 1000; number++) {
            CompleteCheckoutRequest request = requests.checkout(7);

            assertThat(request.getCustomer()).isEqualTo("programs/bench/customers/c7");
            assertThat(request.getRequestId()).matches("[!-~]{1,64}");
            assertThat(request.getOrderId()).matches("[!-~]{1,64}");
            assertThat(request.getBasket().getLinesList()).hasSize(3).allSatisfy(RequestsTest::isWithinLimits);
        }
    }

    private static void isWithinLimits(CheckoutLine line) {
        assertThat(line.getProduct()).matches("[A-Z0-9]{1,64}");
        assertThat(line.getCategory()).hasSizeBetween(1, 64);
        assertThat(line.getQuantity()).isBetween(1L, 5L);
        assertThat(line.getUnitPrice().getCurrencyCode()).isEqualTo("GBP");
        assertThat(line.getUnitPrice().getUnits()).isBetween(0L, 49L);
        assertThat(line.getUnitPrice().getNanos() % 10_000_000)
                .as("whole pence")
                .isZero();
    }
}
