package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.UnusedCoupon;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The coupon service is stopped, and the till goes on. */
@Timeout(120)
final class CodesWithoutCouponServiceTest {
    @Test
    void aCheckoutWithACodeIsAnsweredInTimeAndSaysThatNobodyKnowsTheCodeNow() {
        try (WholePath path = WholePath.start()) {
            CodeShop shop = CodeShop.open(path.gateway());
            shop.create(CodeShop.publicCode("summer", "SUMMER10"));
            CompleteCheckoutRequest before = CodeShop.order("ann", "ann-0", "SUMMER10");
            CompleteCheckoutResponse first = shop.checkouts().completeCheckout(before);
            assertThat(first.getOutcome().getOrder().getTotal()).isEqualTo(CodeShop.TEN_PERCENT_OFF);
            path.stopCouponService();

            long start = System.nanoTime();
            assertUnknown(shop.complete("ann", "ann-1", "SUMMER10"));
            assertUnknown(shop.reserve("ann", "ann-2", "reserve", "SUMMER10"));
            assertUnknown(shop.quote("ann", "", "SUMMER10").getOutcome());
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .isLessThan(3 * 3);

            // A repeat gets the first answer, whatever is known of the code by now.
            assertThat(shop.checkouts().completeCheckout(before)).isEqualTo(first);
            CheckoutOutcome plain = shop.complete("ann", "ann-3");
            assertThat(plain.getOrder().getTotal()).isEqualTo(CodeShop.FULL_PRICE);
            assertThat(plain.getUnusedCouponsList()).isEmpty();
        }
    }

    private static void assertUnknown(CheckoutOutcome outcome) {
        assertThat(outcome.getOrder().getTotal()).isEqualTo(CodeShop.FULL_PRICE);
        assertThat(outcome.getUnusedCouponsList())
                .extracting(UnusedCoupon::getCode, UnusedCoupon::getReason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "SUMMER10", UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW));
    }
}
