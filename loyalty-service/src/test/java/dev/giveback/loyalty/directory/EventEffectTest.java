package dev.giveback.loyalty.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CouponGranted;
import dev.giveback.journal.v1.CouponRevoked;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredPrice;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredReturnedCoupon;
import dev.giveback.journal.v1.StoredSpentLot;
import dev.giveback.loyalty.domain.Totals;
import org.junit.jupiter.api.Test;

/** What the events of coupons and points at checkouts add to the sums. */
final class EventEffectTest {
    private static final StoredSpentLot SEVEN =
            StoredSpentLot.newBuilder().setLotId(1).setPoints(7).build();
    private static final StoredRestoration FIVE_AND_TWO_OWED = StoredRestoration.newBuilder()
            .addLots(StoredLot.newBuilder().setOriginal(3))
            .addLots(StoredLot.newBuilder().setOriginal(2).setExpiresMillis(9_000))
            .setOwedPaid(2)
            .build();

    @Test
    void anOrderEarnsAndSpends() {
        EventEffect effect = EventEffect.of(CustomerEvent.newBuilder()
                .setCheckoutCompleted(CheckoutCompleted.newBuilder()
                        .setPointsEarned(4)
                        .setPrice(StoredPrice.newBuilder().addSpent(SEVEN)))
                .build());
        assertThat(effect.sums()).isEqualTo(new Totals(4, 7, 0, 0, 0, 0));
        assertThat(effect.orders()).isEqualTo(1);
    }

    @Test
    void aRefundTakesBackAndRestores() {
        EventEffect effect = EventEffect.of(CustomerEvent.newBuilder()
                .setOrderRefunded(OrderRefunded.newBuilder()
                        .addUses(StoredLotUse.newBuilder().setPoints(1))
                        .setRestoration(FIVE_AND_TWO_OWED))
                .build());
        assertThat(effect.sums()).isEqualTo(new Totals(0, 0, 0, 1, 7, 0));
        assertThat(effect.expiresMillis()).isEqualTo(9_000);
    }

    @Test
    void aCouponSpendsItsPriceAndRestoresItWhenItIsTakenBack() {
        CustomerEvent granted = CustomerEvent.newBuilder()
                .setCouponGranted(CouponGranted.newBuilder()
                        .setCoupon(StoredCoupon.newBuilder().addSpent(SEVEN)))
                .build();
        CustomerEvent revoked = CustomerEvent.newBuilder()
                .setCouponRevoked(CouponRevoked.newBuilder().setRestoration(FIVE_AND_TWO_OWED))
                .build();
        assertThat(EventEffect.of(granted).sums()).isEqualTo(new Totals(0, 7, 0, 0, 0, 0));
        assertThat(EventEffect.of(revoked).sums()).isEqualTo(new Totals(0, 0, 0, 0, 7, 0));
    }

    @Test
    void theSweeperIsToldWhenCouponsExpireThatWereGrantedOrGivenBack() {
        CustomerEvent granted = CustomerEvent.newBuilder()
                .setCouponGranted(CouponGranted.newBuilder()
                        .setCoupon(StoredCoupon.newBuilder().setExpiresMillis(8_000)))
                .build();
        CustomerEvent refunded = CustomerEvent.newBuilder()
                .setOrderRefunded(OrderRefunded.newBuilder()
                        .setRestoration(FIVE_AND_TWO_OWED.toBuilder()
                                .addCoupons(StoredReturnedCoupon.getDefaultInstance())
                                .addCoupons(StoredReturnedCoupon.newBuilder().setExpiresMillis(7_000))))
                .build();
        assertThat(EventEffect.of(granted).expiresMillis()).isEqualTo(8_000);
        assertThat(EventEffect.of(refunded).expiresMillis()).isEqualTo(7_000);
    }
}
