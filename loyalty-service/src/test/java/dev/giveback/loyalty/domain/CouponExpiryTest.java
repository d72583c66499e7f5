package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsExpired;
import dev.giveback.loyalty.domain.Command.CancelReservation;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.ExpirePoints;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.pricing.Benefit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the expiry of a coupon is recorded: once, by the next event or the sweeper, and not while a live reservation has it. */
final class CouponExpiryTest {
    private static final String CAMPAIGN = "programs/shop/campaigns/spring";
    private static final Instant TONIGHT = Instant.parse("2026-03-02T22:00:00Z");
    private static final Cart CART = Vouchers.cart(0, List.of("ten"), 0, 4, 250);

    private static GrantCoupon grant(Scenario scenario, String id, @Nullable Instant expires) {
        return new GrantCoupon(
                scenario.request(),
                id,
                CAMPAIGN,
                2,
                Vouchers.terms(new Benefit.PercentOff(1_000, Benefit.Scope.ORDER), id),
                Scenario.NOON,
                expires,
                "SPRING",
                0,
                id.hashCode());
    }

    private static Scenario holding(Program program) {
        Scenario scenario = Scenario.of(program);
        return scenario.given(grant(scenario, "ten", TONIGHT));
    }

    private static ExpiredCoupon expired(String id, boolean redeemedBefore) {
        return new ExpiredCoupon(id, new CouponOrigin(CAMPAIGN, 2, "SPRING", Scenario.NOON, redeemedBefore));
    }

    private static List<ExpiredCoupon> recorded(Scenario scenario) {
        return scenario.event().header().expiredCoupons();
    }

    @Test
    void theNextEventRecordsItOnce() {
        Scenario scenario = holding(Vouchers.PROGRAM);
        scenario.given(grant(scenario, "for ever", null));
        scenario.at("2026-03-02T21:59:59.999Z").buys("1", "mug", 100);
        assertThat(recorded(scenario)).isEmpty();
        scenario.at("2026-03-02T22:00:00Z").buys("2", "mug", 100);
        assertThat(recorded(scenario)).containsExactly(expired("ten", false));
        scenario.after(Duration.ofDays(1)).buys("3", "mug", 100);
        assertThat(recorded(scenario)).isEmpty();
        assertThat(scenario.customer().nextExpiry(TONIGHT.plusSeconds(1))).isNull();
    }

    @Test
    void theSweeperRecordsItAndIsToldWhenToLook() {
        Scenario scenario = holding(Vouchers.PROGRAM);
        assertThat(scenario.customer().nextExpiry(Scenario.NOON)).isEqualTo(TONIGHT);
        scenario.when(new ExpirePoints()).thenUnchanged();
        scenario.at("2026-03-02T22:00:00Z").given(new ExpirePoints());
        assertThat(scenario.event().change()).isEqualTo(new PointsExpired());
        assertThat(recorded(scenario)).containsExactly(expired("ten", false));
        scenario.when(new ExpirePoints()).thenUnchanged();
    }

    @Test
    void aCouponGrantedByHandHasNoCampaignToTell() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(Vouchers.grant(scenario.request(), "mine", new Benefit.FreeShipping(), TONIGHT, 0))
                .at("2026-03-02T22:00:00Z")
                .given(new ExpirePoints());
        assertThat(recorded(scenario)).containsExactly(new ExpiredCoupon("mine", null));
    }

    @Test
    void aLiveReservationKeepsItAndItsOrderUsesItAfterAll() {
        Scenario scenario = holding(Vouchers.PROGRAM).at("2026-03-02T21:55:00Z");
        scenario.given(new ReserveCheckout(scenario.request(), "1", CART, null, null));
        scenario.at("2026-03-02T22:05:00Z").buys("2", "mug", 100);
        assertThat(recorded(scenario)).isEmpty();
        scenario.when(new ExpirePoints()).thenUnchanged();
        assertThat(scenario.customer().nextExpiry(Instant.parse("2026-03-02T22:05:00Z")))
                .isEqualTo(Instant.parse("2026-03-02T22:10:00Z"));
        scenario.given(new ConfirmReservation(scenario.request(), "1", List.of(), null));
        assertThat(recorded(scenario)).isEmpty();
        scenario.after(Duration.ofDays(1)).when(new ExpirePoints()).thenUnchanged();
    }

    @Test
    void aReservationThatEndsWithoutAnOrderSetsItFreeToExpire() {
        Scenario cancelled = holding(Vouchers.PROGRAM).at("2026-03-02T21:55:00Z");
        cancelled.given(new ReserveCheckout(cancelled.request(), "1", CART, null, null));
        cancelled.at("2026-03-02T22:05:00Z").given(new CancelReservation(cancelled.request(), "1"));
        assertThat(recorded(cancelled)).containsExactly(expired("ten", false));

        Scenario runOut = holding(Vouchers.PROGRAM).at("2026-03-02T21:55:00Z");
        runOut.given(new ReserveCheckout(runOut.request(), "1", CART, null, null));
        runOut.at("2026-03-02T22:10:00Z").given(new ExpirePoints());
        assertThat(recorded(runOut)).containsExactly(expired("ten", false));

        Scenario replaced = holding(Vouchers.PROGRAM).at("2026-03-02T21:55:00Z");
        replaced.given(new ReserveCheckout(replaced.request(), "1", CART, null, null));
        Cart without = Vouchers.cart(0, List.of(), 0, 4, 250);
        replaced.at("2026-03-02T22:05:00Z").given(new ReserveCheckout(replaced.request(), "1", without, null, null));
        assertThat(recorded(replaced)).containsExactly(expired("ten", false));
    }

    @Test
    void givenBackWithAGraceItLivesAgainAndExpiresAgain() {
        Scenario scenario = holding(Vouchers.PROGRAM);
        scenario.given(new CompleteCheckout(scenario.request(), "1", CART, null, null));
        scenario.after(Duration.ofDays(2)).given(scenario.refund("1", 1, 4));
        assertThat(recorded(scenario)).isEmpty();
        assertThat(scenario.latest(OrderRefunded.class).restoration())
                .extracting(restoration -> restoration.coupons().getFirst().origin())
                .isEqualTo(new CouponOrigin(CAMPAIGN, 2, "SPRING", Scenario.NOON, false));
        scenario.given(new CompleteCheckout(scenario.request(), "2", CART, null, null));
        assertThat(Objects.requireNonNull(
                                scenario.latest(Change.CheckoutCompleted.class).price())
                        .coupons()
                        .getFirst()
                        .redeemedBefore())
                .isTrue();
        scenario.given(scenario.refund("2", 1, 4));
        scenario.after(Duration.ofDays(40)).given(new ExpirePoints());
        assertThat(recorded(scenario)).containsExactly(expired("ten", true));
    }

    @Test
    void givenBackTooLateItExpiresInTheSameEvent() {
        Scenario scenario = holding(Vouchers.with(new RefundRules(0, Shortfall.CLAMP, 0)));
        scenario.given(new CompleteCheckout(scenario.request(), "1", CART, null, null));
        scenario.after(Duration.ofDays(2)).given(scenario.refund("1", 1, 4));
        assertThat(recorded(scenario)).containsExactly(expired("ten", true));
        scenario.when(new ExpirePoints()).thenUnchanged();
    }

    @Test
    void aCouponWhoseExpiryNobodySawForYearsIsRecordedBeforeItIsForgotten() {
        Scenario scenario = holding(Vouchers.PROGRAM);
        scenario.after(Duration.ofDays(800)).given(grant(scenario, "next", null));
        assertThat(recorded(scenario)).containsExactly(expired("ten", false));
        scenario.given(grant(scenario, "another", null));
        assertThat(scenario.customer().coupons().byId()).doesNotContainKey("ten");
        scenario.when(grant(scenario, "ten", null)).thenUnchanged();
    }
}
