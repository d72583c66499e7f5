package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.ExpiredCoupon;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import dev.giveback.loyalty.journal.CustomerEventMapper;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.shadow.RecordedCommands;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random stories of coupons, reservations, partial confirmations and refunds, each step judged by {@link CheckoutShadow} before the
 * domain judges it; holds that run out race their confirmation, every command may be sent again, and the customer may be stopped and read
 * back from its stored bytes at any time.
 */
final class CheckoutModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.seeds", 250);
    private static final int COMMANDS = 150;
    private static final Program PROGRAM = new Program(
            "shop",
            1,
            Programs.GBP,
            Programs.LONDON,
            Programs.PLAIN.earning(),
            Programs.PLAIN.tiers(),
            Programs.PLAIN.lots(),
            Programs.PLAIN.refunds(),
            Programs.PLAIN.holdTimeToLive(),
            0,
            new RedemptionRules(1, 1, 0, 100));

    private final Map<String, Integer> seen = new HashMap<>();

    @Test
    void theDomainAgreesWithTheShadowAfterEveryCommand() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            new Story(seed).run();
        }
        if (SEEDS >= 100) {
            assertThat(seen.keySet())
                    .contains("GrantCoupon", "RevokeCoupon", "ReserveCheckout", "ExtendReservation")
                    .contains("ConfirmReservation", "CancelReservation", "CompleteCheckout", "RefundOrder", "Unchanged")
                    .contains("RESERVATION_CONFIRMED", "RESERVATION_CANCELLED", "RESERVATION_EXPIRED")
                    .contains("RESERVATION_NOT_FOUND", "CAPTURE_EXCEEDS_HOLD", "REFUND_EXCEEDS_ORDER", "ORDER_EXISTS")
                    .contains("COUPON_REDEEMED", "COUPON_RESERVED", "COUPON_EXPIRED", "COUPON_REVOKED")
                    .contains("INSUFFICIENT_POINTS", "repeated", "restarted", "wholly refunded", "ExpirePoints")
                    .contains("expired unused", "expired after use");
        }
    }

    private final class Story {
        private final Random random;
        private final CheckoutShadow shadow = new CheckoutShadow();
        private final List<ByteString> journal = new ArrayList<>();
        private final String name;
        private CustomerState state = CustomerState.NEW;
        private Instant now = Instant.parse("2026-03-02T12:00:00Z");
        private int requests;

        Story(int seed) {
            random = new Random(seed);
            name = "seed " + seed;
        }

        void run() {
            step(new Command.AdjustPoints(request(), 500, "begin"));
            for (int i = 0; i < COMMANDS; i++) {
                now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(900) : random.nextInt(30));
                step(command());
                if (random.nextInt(20) == 0) {
                    restart();
                }
            }
            CustomerState replayed = CustomerState.NEW;
            for (ByteString event : journal) {
                replayed = replayed.evolve(stored(replayed, event));
            }
            assertThat(CustomerSnapshotMapper.toProto(replayed))
                    .as(name)
                    .isEqualTo(CustomerSnapshotMapper.toProto(state));
        }

        private void restart() {
            count("restarted");
            state = CustomerSnapshotMapper.toDomain(CustomerSnapshotMapper.toProto(state));
        }

        private Request request() {
            return new Request("r" + ++requests, requests, "");
        }

        private String coupon() {
            return "c" + random.nextInt(1 + requests / 8);
        }

        private String order() {
            return "o" + random.nextInt(2 + requests / 6);
        }

        private Command command() {
            return switch (random.nextInt(13)) {
                case 0, 1 -> grant();
                case 2 -> new Command.RevokeCoupon(request(), coupon(), "", random.nextBoolean());
                case 3, 4, 5 -> new Command.ReserveCheckout(request(), order(), cart(), null, null);
                case 6 -> new Command.ExtendReservation(request(), order(), null);
                case 7 -> new Command.CancelReservation(request(), order());
                case 8, 9 -> new Command.ConfirmReservation(request(), order(), part(), null);
                case 11 -> new Command.ExpirePoints();
                case 10 -> new Command.CompleteCheckout(request(), order(), cart(), null, null);
                default -> refund();
            };
        }

        private Command grant() {
            String id = coupon();
            CouponTerms terms = new CouponTerms(
                    "",
                    new Benefit.PercentOff(500, Benefit.Scope.ORDER),
                    Selection.ALL,
                    "",
                    "",
                    0,
                    0,
                    id,
                    0,
                    false,
                    true);
            Instant expires = random.nextInt(3) == 0 ? null : now.plusSeconds(1 + random.nextInt(3_000));
            long price = random.nextInt(4) == 0 ? 1 + random.nextInt(60) : 0;
            return new Command.GrantCoupon(request(), id, "spring", 1, terms, null, expires, "", price, id.hashCode());
        }

        private Cart cart() {
            List<Command.CompleteCheckout.Line> lines = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                lines.add(new Command.CompleteCheckout.Line(
                        "p" + i, "", 1 + random.nextInt(4), new Money(Programs.GBP, 200 + random.nextInt(800))));
            }
            Set<String> coupons = new LinkedHashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                coupons.add(coupon());
            }
            int most = random.nextInt(10) == 0 ? 900 : 90;
            PointsPayment payment = random.nextBoolean() ? null : new PointsPayment.Points(1 + random.nextInt(most));
            return new Cart(lines, random.nextInt(300), List.copyOf(coupons), List.of(), payment);
        }

        private List<Command.ConfirmReservation.Line> part() {
            return random.nextBoolean()
                    ? List.of()
                    : List.of(new Command.ConfirmReservation.Line(1 + random.nextInt(2), 1 + random.nextInt(4)));
        }

        private Command refund() {
            List<Command.RefundOrder.Line> lines = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                lines.add(new Command.RefundOrder.Line(i, 1 + random.nextInt(3)));
            }
            return new Command.RefundOrder(
                    request(), order(), random.nextBoolean() ? lines : lines.subList(0, 1), null, "");
        }

        private void step(Command command) {
            String what = name + ", " + command;
            boolean isKnown = switch (command) {
                case Command.GrantCoupon grant -> shadow.isKnown(grant.couponId());
                case Command.ExpirePoints expire -> shadow.expiring(now).isEmpty();
                default -> false;
            };
            Reason expected = isKnown ? null : shadow.refusalOf(command, now);
            Decision decision = state.customer().decide(command, PROGRAM, now);
            switch (decision) {
                case Rejected rejected -> {
                    assertThat(rejected.refusal().reason()).as(what).isEqualTo(expected);
                    count(rejected.refusal().reason().name());
                }
                case Accepted accepted -> {
                    assertThat(expected).as(what).isNull();
                    assertThat(isKnown).as(what).isFalse();
                    count(command.getClass().getSimpleName());
                    accept(command, accepted.event(), what);
                }
                case Decision.Unchanged unchanged -> {
                    assertThat(isKnown).as(what).isTrue();
                    count("Unchanged");
                }
                case Decision.Repeated repeated -> throw new AssertionError(what + " was never sent before");
            }
            thenBooksAreRight(what);
        }

        private void accept(Command command, CustomerEvent event, String what) {
            follow(command, event, what);
            thenExpiryIsRecorded(event, what);
            assertThat(RecordedCommands.behind(event, state.customer(), PROGRAM, Conditions.NONE))
                    .as("the command behind %s, told from its event", what)
                    .isNotNull();
            ByteString bytes = CustomerEventMapper.toProto(event).toByteString();
            journal.add(bytes);
            state = state.evolve(stored(state, bytes));
            if (!(command instanceof Command.ExpirePoints)) {
                // Sent again, it is answered with the same and changes nothing.
                assertThat(state.customer().decide(command, PROGRAM, now.plusSeconds(5)))
                        .as(what)
                        .isEqualTo(new Decision.Repeated(event));
                count("repeated");
            }
        }

        private void thenExpiryIsRecorded(CustomerEvent event, String what) {
            Map<String, Boolean> recorded = new HashMap<>();
            for (ExpiredCoupon expired : event.header().expiredCoupons()) {
                boolean isUsed = Objects.requireNonNull(expired.origin()).redeemedBefore();
                assertThat(recorded.put(expired.couponId(), isUsed)).as(what).isNull();
                count(isUsed ? "expired after use" : "expired unused");
            }
            assertThat(recorded).as(what).isEqualTo(shadow.expiring(now));
            shadow.expired(recorded.keySet());
        }

        private StoredCustomerEvent stored(CustomerState before, ByteString bytes) {
            try {
                CustomerEvent event =
                        CustomerEventMapper.toDomain(dev.giveback.journal.v1.CustomerEvent.parseFrom(bytes));
                return new StoredCustomerEvent(event, bytes, ChainHash.next(before.chainHash(), bytes));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        private void follow(Command command, CustomerEvent event, String what) {
            switch (command) {
                case Command.GrantCoupon grant -> shadow.granted(grant);
                case Command.RevokeCoupon revoke -> {
                    assertThat(((CouponRevoked) event.change()).couponId()).isEqualTo(revoke.couponId());
                    shadow.revoked(revoke);
                }
                case Command.ReserveCheckout reserve -> {
                    CheckoutCompleted order = ((CheckoutReserved) event.change()).order();
                    thenPriced(order, reserve.orderId(), reserve.cart(), what);
                    shadow.reserved(reserve, now);
                }
                case Command.CompleteCheckout complete -> {
                    CheckoutCompleted order = (CheckoutCompleted) event.change();
                    thenPriced(order, complete.orderId(), complete.cart(), what);
                    shadow.completed(complete, moneyOfLines(order), order.pointsEarned(), now);
                }
                case Command.ExtendReservation extend -> shadow.extended(extend.orderId(), now);
                case Command.CancelReservation cancel -> shadow.cancelled(cancel.orderId());
                case Command.ConfirmReservation confirm -> follow(confirm, (CheckoutCompleted) event.change(), what);
                case Command.RefundOrder refund -> follow(refund, (OrderRefunded) event.change(), what);
                case Command.AdjustPoints adjust -> shadow.total += adjust.points();
                case Command.ExpirePoints expire -> {}
                default -> throw ReferenceJudge.notInTheModel(command);
            }
        }

        private void follow(Command.ConfirmReservation confirm, CheckoutCompleted order, String what) {
            long points = order.price() == null ? 0 : order.price().pointsRedeemed();
            long released = order.price() == null ? 0 : order.price().pointsReleased();
            assertThat(points + released).as(what).isEqualTo(shadow.reservedPoints(confirm.orderId()));
            thenPartsAreTheWhole(order, what);
            shadow.confirmed(confirm, moneyOfLines(order), points, order.pointsEarned());
        }

        private void follow(Command.RefundOrder refund, OrderRefunded refunded, String what) {
            Restoration restoration = refunded.restoration();
            long restored = restoration == null ? 0 : restoration.points();
            shadow.refunded(refund, refunded.amount(), restored, LotUse.sum(refunded.uses()) + refunded.pointsOwed());
            assertThat(shadow.moneyLeft(refund.orderId())).as(what).isNotNegative();
            if (shadow.isWhollyRefunded(refund.orderId())) {
                count("wholly refunded");
                // The shipping was not refunded; the lines are, to the penny.
                assertThat(shadow.moneyLeft(refund.orderId())).as(what).isZero();
                assertThat(shadow.pointsLeft(refund.orderId())).as(what).isGreaterThanOrEqualTo(0);
            }
        }

        private void thenPriced(CheckoutCompleted order, String orderId, Cart cart, String what) {
            Price price = order.price();
            assertThat(price == null ? List.<String>of() : used(price))
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(shadow.usable(cart, orderId, now));
            for (UnusedCoupon unused : price == null ? List.<UnusedCoupon>of() : price.unused()) {
                @Nullable UnusedReason reason = shadow.reasonAgainst(unused.couponId(), orderId, now);
                assertThat(unused.reason()).as(what).isEqualTo(reason);
            }
            assertThat(price == null ? 0 : price.pointsRedeemed()).as(what).isEqualTo(CheckoutShadow.points(cart));
            thenPartsAreTheWhole(order, what);
        }

        private static List<String> used(Price price) {
            return price.coupons().stream().map(CouponUse::couponId).toList();
        }

        private static long moneyOfLines(CheckoutCompleted order) {
            long paid = 0;
            for (long line : order.paidByLine()) {
                assertThat(line).isNotNegative();
                paid += line;
            }
            return paid;
        }

        private static void thenPartsAreTheWhole(CheckoutCompleted order, String what) {
            long shipping = order.price() == null ? 0 : order.price().shippingPaid();
            assertThat(order.total().minor()).as(what).isEqualTo(moneyOfLines(order) + shipping);
            if (order.price() != null) {
                long list = order.lines().stream()
                        .mapToLong(line -> line.quantity() * line.unitPriceMinor())
                        .sum();
                Price price = Objects.requireNonNull(order.price());
                assertThat(order.total().minor())
                        .as(what)
                        .isEqualTo(list + price.shipping() - price.discountTotal() - price.pointsValue());
            }
        }

        private void thenBooksAreRight(String what) {
            assertThat(state.customer().balance(now).total()).as(what).isEqualTo(shadow.total);
            assertThat(state.customer().balance(now).held()).as(what).isEqualTo(shadow.held(now));
            assertThat(state.customer().totals(now).outstanding()).as(what).isEqualTo(shadow.total);
        }
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
