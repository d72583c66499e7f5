package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CancelReservationRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.FreeShipping;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import java.time.Duration;
import java.time.Instant;

/** The calls about coupons and reservations that {@link RefusalsTest} sees refused, and the customer who has everything that it takes. */
final class PricedRefusals {
    static final String FAY = "programs/shop/customers/fay";
    private static final String HAN = "programs/shop/customers/han";

    private final RunningLoyalty loyalty;
    private int requests;

    PricedRefusals(RunningLoyalty loyalty) {
        this.loyalty = loyalty;
    }

    private String request() {
        return "priced-" + ++requests;
    }

    private GrantCouponRequest.Builder granting(String customer, String coupon) {
        return GrantCouponRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(request())
                .setCouponId(coupon)
                .setTerms(CouponTerms.newBuilder()
                        .setStackingClass(coupon)
                        .setFreeShipping(FreeShipping.getDefaultInstance()));
    }

    private static Basket basket(String coupon) {
        return Basket.newBuilder()
                .addLines(line("A", 1, 1_000))
                .setShipping(pence(100))
                .addCouponIds(coupon)
                .build();
    }

    private ReserveCheckoutRequest.Builder reserving(String order, String coupon) {
        return ReserveCheckoutRequest.newBuilder()
                .setCustomer(FAY)
                .setRequestId(request())
                .setOrderId(order)
                .setBasket(basket(coupon));
    }

    /** Makes Fay's coupons and reservations, one of each state. */
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void prepare() {
        for (String coupon : new String[] {"redeemed", "reserved", "revoked", "free"}) {
            loyalty.coupons().grantCoupon(granting(FAY, coupon).build());
        }
        loyalty.coupons()
                .grantCoupon(granting(FAY, "expired")
                        .setStartTime(Timestamps.fromMillis(
                                Instant.now().minusSeconds(60).toEpochMilli()))
                        .setExpireTime(Timestamps.fromMillis(
                                Instant.now().minusSeconds(1).toEpochMilli()))
                        .build());
        revoke("revoked");
        loyalty.checkouts().completeCheckout(checkout("made", "redeemed").build());
        loyalty.checkouts()
                .reserveCheckout(reserving("live", "reserved")
                        .setTimeToLive(Durations.fromDays(1))
                        .build());
        loyalty.checkouts().reserveCheckout(reserving("cancelled", "free").build());
        cancel("cancelled");
        loyalty.checkouts()
                .reserveCheckout(reserving("expired", "free")
                        .setTimeToLive(Durations.fromSeconds(1))
                        .build());
        loyalty.setForward(Duration.ofSeconds(2));
        for (int i = 0; i < 200; i++) {
            loyalty.coupons().grantCoupon(granting(HAN, "c" + i).build());
        }
    }

    private CompleteCheckoutRequest.Builder checkout(String order, String coupon) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(FAY)
                .setRequestId(request())
                .setOrderId(order)
                .setBasket(basket(coupon));
    }

    @SuppressWarnings("CheckReturnValue") // It is refused, or that it succeeds is all that is asked.
    void revoke(String coupon) {
        loyalty.coupons()
                .revokeCoupon(RevokeCouponRequest.newBuilder()
                        .setCustomer(FAY)
                        .setRequestId(request())
                        .setCouponId(coupon)
                        .build());
    }

    @SuppressWarnings("CheckReturnValue")
    void cancel(String order) {
        loyalty.checkouts()
                .cancelReservation(CancelReservationRequest.newBuilder()
                        .setCustomer(FAY)
                        .setRequestId(request())
                        .setOrderId(order)
                        .build());
    }

    @SuppressWarnings("CheckReturnValue")
    void confirm(String order) {
        loyalty.checkouts()
                .confirmReservation(ConfirmReservationRequest.newBuilder()
                        .setCustomer(FAY)
                        .setRequestId(request())
                        .setOrderId(order)
                        .build());
    }

    @SuppressWarnings("CheckReturnValue")
    void grantOther() {
        loyalty.coupons().grantCoupon(granting(FAY, "free").setCode("OTHER").build());
    }

    @SuppressWarnings("CheckReturnValue")
    void grantOneMore() {
        loyalty.coupons().grantCoupon(granting(HAN, "one-more").build());
    }

    @SuppressWarnings("CheckReturnValue")
    void payWithPoints() {
        CompleteCheckoutRequest.Builder request = checkout("points", "free");
        request.getBasketBuilder().getPointsBuilder().setPoints(1);
        loyalty.checkouts().completeCheckout(request.build());
    }

    @SuppressWarnings("CheckReturnValue")
    void expectAnotherTotal() {
        loyalty.checkouts()
                .completeCheckout(
                        checkout("total", "free").setExpectedTotal(pence(999)).build());
    }
}
