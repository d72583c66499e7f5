package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.RefundedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A customer's life told again in the order in which it happened: orders by the time of purchase, refunds by theirs, everything else when it
 * was recorded. Each order earns what the version of the program that decided it gives it then; its price stays what was recorded.
 *
 * <p>What is spent is taken from the lots that there are in this telling, as far as they go: it changes what conditions see of the points,
 * and nothing else.
 */
final class AsItHappened {
    /** A shop's clock may be behind ours by so much before something counts as late. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Late orders that are named; there may be more. */
    private static final int MOST_NAMED = 100;

    private final LongFunction<Program> programs;
    private final OrderBook book;
    private final @Nullable CheckoutCompleted proposed;
    private final Map<String, CheckoutCompleted> told = new LinkedHashMap<>();
    private Customer customer = Customer.NEW;

    private record Happened(Instant time, CustomerEvent event) {}

    private AsItHappened(LongFunction<Program> programs, OrderBook book, @Nullable CheckoutCompleted proposed) {
        this.programs = programs;
        this.book = book;
        this.proposed = proposed;
    }

    /**
     * What should have been earned.
     *
     * @param events all of the customer, in the order in which they were recorded
     * @param book of the same events
     * @param proposed facts of an order that are to be told instead of those that are known; null for none
     * @param programs by version
     */
    static AsItHappened tell(
            List<CustomerEvent> events,
            OrderBook book,
            @Nullable CheckoutCompleted proposed,
            LongFunction<Program> programs) {
        AsItHappened telling = new AsItHappened(programs, book, proposed);
        List<Happened> inOrder = new ArrayList<>(events.size());
        events.forEach(event -> inOrder.add(new Happened(telling.timeOf(event), event)));
        // Stable: what happened at the same moment stays in the order in which it was recorded.
        inOrder.sort(Comparator.comparing(Happened::time));
        for (Happened each : inOrder) {
            telling.tell(each);
        }
        return telling;
    }

    /** Where that is not what was earned, and the tier that follows under the version that stands now. */
    Rederivation rederivation(List<CustomerEvent> events, Program current, Instant now) {
        Instant end = now.isBefore(customer.latest()) ? customer.latest() : now;
        Map<String, Instant> late = late(events);
        Instant since = late.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
        return new Rederivation(
                late.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .limit(MOST_NAMED)
                        .map(Map.Entry::getKey)
                        .toList(),
                differences(since),
                customer.tier(current, end));
    }

    /** An order as it is told; what it gave when it was recorded stays as it was. */
    CheckoutCompleted told(String orderId) {
        CheckoutCompleted order = told.get(orderId);
        if (order == null) {
            throw new IllegalArgumentException("orderId: " + orderId + " (expected: one of " + told.keySet() + ")");
        }
        CheckoutCompleted known = book.order(orderId).completed();
        return order.credited(known.owedPaid(), known.lot());
    }

    private boolean isProposed(String orderId) {
        return proposed != null && proposed.orderId().equals(orderId);
    }

    private CheckoutCompleted facts(String orderId) {
        return proposed != null && proposed.orderId().equals(orderId)
                ? proposed
                : book.order(orderId).completed();
    }

    private Instant timeOf(CustomerEvent event) {
        return switch (event.change()) {
            case CheckoutCompleted completed -> facts(completed.orderId()).purchaseTime();
            case OrderRefunded refunded -> refunded.refundTime();
            default -> event.header().time();
        };
    }

    /** Orders that were recorded, refunded or corrected after they happened, with the time of the first such fact. */
    private Map<String, Instant> late(List<CustomerEvent> events) {
        Map<String, Instant> late = new LinkedHashMap<>();
        for (CustomerEvent event : events) {
            Instant time = timeOf(event);
            String orderId = orderOf(event.change());
            if (orderId != null && time.isBefore(event.header().time().minus(TOLERANCE))) {
                late.merge(orderId, time, AsItHappened::earlier);
            }
            if (event.change() instanceof OrderCorrected corrected) {
                noteCorrection(late, corrected.order(), corrected.purchaseTimeBefore());
            }
        }
        if (proposed != null) {
            noteCorrection(
                    late, proposed, book.order(proposed.orderId()).completed().purchaseTime());
        }
        return late;
    }

    /** A correction is late however soon it came. */
    private static void noteCorrection(Map<String, Instant> late, CheckoutCompleted facts, Instant before) {
        late.merge(facts.orderId(), earlier(before, facts.purchaseTime()), AsItHappened::earlier);
    }

    private static @Nullable String orderOf(Change change) {
        return switch (change) {
            case CheckoutCompleted completed -> completed.orderId();
            case OrderRefunded refunded -> refunded.orderId();
            default -> null;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void tell(Happened happened) {
        CustomerEvent event = happened.event();
        Instant time = happened.time().isBefore(customer.latest()) ? customer.latest() : happened.time();
        Program program = programs.apply(event.header().programVersion());
        Judgement judgement = new Judgement(customer, program, Conditions.NONE, time);
        @Nullable
        Change change = switch (event.change()) {
            case CheckoutCompleted completed -> {
                CheckoutJudgement.Made made = new CheckoutJudgement(judgement).again(facts(completed.orderId()));
                told.put(completed.orderId(), made.order());
                @Nullable
                Change spending = completed.price() == null
                        ? null
                        : spending(SpentLot.sum(completed.price().spent()), judgement);
                if (spending != null) {
                    apply(judgement, spending, null);
                }
                yield unpaid(made.order());
            }
            case OrderRefunded refunded -> refund(refunded, judgement);
            case Change.CustomerEnrolled enrolled -> enrolled;
            case ActivityRewarded rewarded -> adding(rewarded.lot());
            case PointsAdjusted adjusted ->
                adjusted.points() > 0 ? adding(adjusted.lot()) : spending(-adjusted.points(), judgement);
            case Change.PointsRedeemed redeemed -> spending(LotUse.sum(redeemed.uses()), judgement);
            case Change.CouponGranted granted ->
                spending(SpentLot.sum(granted.coupon().spent()), judgement);
            case Change.CouponRevoked revoked ->
                revoked.restoration() == null
                        ? null
                        : adding(revoked.restoration().lots());
            case Change.PointsSent sent -> spending(SpentLot.sum(sent.lots()), judgement);
            case Change.PointsReceived received -> adding(received.lots());
            case Change.TransferReturned returned -> adding(returned.lots());
            case Change.PointsHeld held -> holding(held.holdId(), LotUse.sum(held.uses()), held.expires(), judgement);
            case Change.HoldReleased released -> releasing(released.holdId());
            case Change.HoldCaptured captured -> capturing(captured);
            case Change.CustomerAbsorbed absorbed -> absorbing(absorbed);
            case Change.CheckoutReserved reserved -> null;
            case Change.ReservationExtended extended -> null;
            case Change.ReservationCancelled cancelled -> null;
            case Change.TransferDeclined declined -> null;
            case Change.TransferSettled settled -> null;
            case Change.MergeBegun begun -> null;
            case Change.MergeDeclined declined -> null;
            case Change.MergeSettled settled -> null;
            case Change.MergeReverted reverted -> null;
            case Change.ProfileChanged changed -> null;
            case Change.PreferencesChanged changed -> null;
            case Change.CustomerErased erased -> null;
            case Change.OrdersRederived rederived -> null;
            case OrderCorrected corrected -> null;
            case Change.PointsExpired expired -> null;
        };
        // What moves nothing is told too: it records the tier when a period is over, as every event does.
        Judgement next = new Judgement(customer, program, Conditions.NONE, time);
        apply(next, change == null ? new Change.PointsExpired() : change, tierAfter(next, change));
    }

    /** The tier that an order gives; null when it stays. */
    private @Nullable TierGrant tierAfter(Judgement judgement, @Nullable Change change) {
        if (!(change instanceof CheckoutCompleted order)) {
            return null;
        }
        Days after = customer.days()
                .plus(order.countingDay(), order.pointsEarned(), order.total().minor());
        return Tiers.changed(judgement.program(), customer.tier(), customer.days(), after, judgement.now());
    }

    /** As it would be recorded: with what has expired by then, and the tier that stands then. */
    private void apply(Judgement judgement, Change change, @Nullable TierGrant tier) {
        customer =
                customer.evolve(judgement.accepted(Request.NONE, change, tier).event());
    }

    /** An order with its price, without the lots and coupons that it used: those are not there in this telling. */
    private static CheckoutCompleted unpaid(CheckoutCompleted order) {
        Price price = order.price();
        return price == null ? order : order.withPrice(price.withoutUses());
    }

    private @Nullable Change spending(long points, Judgement judgement) {
        List<LotUse> uses = customer.lots().spend(points, judgement.now(), customer.held(judgement.now()));
        return uses.isEmpty() ? null : new Change.PointsRedeemed("", uses);
    }

    private @Nullable Change adding(@Nullable Lot lot) {
        return lot == null ? null : adding(List.of(lot));
    }

    /** They count as received: so they earn nothing, and are there. */
    private @Nullable Change adding(List<Lot> lots) {
        List<Lot> renumbered = new ArrayList<>(lots.size());
        long id = customer.nextLotId();
        for (Lot lot : lots) {
            renumbered.add(lot.renumbered(id++));
        }
        return lots.isEmpty() ? null : new Change.PointsReceived("", "", "", renumbered, 0);
    }

    private @Nullable Change holding(String id, long points, Instant expires, Judgement judgement) {
        List<LotUse> uses = customer.lots().spend(points, judgement.now(), customer.held(judgement.now()));
        return uses.isEmpty() ? null : new Change.PointsHeld(id, uses, expires);
    }

    private @Nullable Change releasing(String id) {
        return customer.holds().open().containsKey(id) ? new Change.HoldReleased(id, 0) : null;
    }

    private @Nullable Change capturing(Change.HoldCaptured captured) {
        Holds.Open hold = customer.holds().open().get(captured.holdId());
        if (hold == null) {
            return null;
        }
        long points = Math.min(hold.points(), LotUse.sum(captured.uses()));
        return new Change.HoldCaptured(hold.id(), Holds.first(points, hold.uses()), hold.points() - points);
    }

    /** Orders, days and tier of the other customer, as they came; its lots in new numbers. */
    private Change absorbing(Change.CustomerAbsorbed absorbed) {
        Estate estate = absorbed.estate();
        return new Change.CustomerAbsorbed(
                absorbed.source(), absorbed.attempt(), estate.behind(customer.nextLotId()), List.of());
    }

    private @Nullable Change refund(OrderRefunded refunded, Judgement judgement) {
        Order order = customer.orders().open().get(refunded.orderId());
        if (order == null) {
            return null;
        }
        List<RefundedLine> lines = new ArrayList<>();
        long due = 0;
        for (RefundedLine line : refunded.lines()) {
            long points = order.pointsDue(line.line(), line.quantity());
            lines.add(new RefundedLine(line.line(), line.quantity(), points, line.product(), line.unitPriceMinor()));
            due += points;
        }
        // What was forgiven stays so, and goes on counting; the rest counts no longer, whether its lots are there or
        // not.
        long taken = Math.max(0, due - refunded.pointsForgiven());
        List<LotUse> uses =
                customer.lots().takeBack(taken, order.lotId(), judgement.now(), customer.held(judgement.now()));
        return new OrderRefunded(
                refunded.orderId(),
                refunded.refundTime(),
                "",
                lines,
                amount(refunded, order),
                due,
                uses,
                due - taken,
                taken - LotUse.sum(uses),
                order.completed().countingDay(),
                isShipping(refunded) ? new Change.Restoration(true, List.of(), 0, List.of()) : null);
    }

    /** What was paid back; of a corrected order, the share of what it should have come to. */
    private long amount(OrderRefunded refunded, Order order) {
        if (!isProposed(order.completed().orderId())
                && book.order(order.completed().orderId()).corrected() == null) {
            return refunded.amount();
        }
        return order.refunded(refunded.lines(), isShipping(refunded)).amountRefunded() - order.amountRefunded();
    }

    private static boolean isShipping(OrderRefunded refunded) {
        return refunded.restoration() != null && refunded.restoration().isShipping();
    }

    /** Of orders that were bought before anything that became known late, none can be another. */
    private List<Rederivation.Difference> differences(Instant since) {
        List<Rederivation.Difference> differences = new ArrayList<>();
        told.forEach((id, should) -> {
            Order was = book.order(id);
            List<Long> then =
                    should.lines().stream().map(Change.OrderLine::points).toList();
            boolean differs = isProposed(id) || !then.equals(was.linePoints());
            if (differs && !should.purchaseTime().isBefore(since)) {
                differences.add(difference(was, isProposed(id) ? was.corrected(told(id)) : was.earning(then)));
            }
        });
        return differences;
    }

    private Rederivation.Difference difference(Order was, Order next) {
        CheckoutCompleted should = next.completed();
        long dueBefore = was.pointsRefunded();
        long dueAfter = next.pointsRefunded();
        // What was forgiven was never taken, so it cannot come back.
        long takenBefore = Math.max(0, dueBefore - book.forgiven(should.orderId()));
        long dueChange = dueAfter >= dueBefore ? dueAfter - dueBefore : Math.min(0, dueAfter - takenBefore);
        Program program = programs.apply(was.event().header().programVersion());
        Judgement judgement = new Judgement(Customer.NEW, program, Conditions.NONE, should.purchaseTime());
        Lot lot = judgement
                .credit(1, Lot.Source.ORDER, should.orderId(), should.purchaseTime(), true)
                .lot();
        if (lot == null) {
            throw new IllegalStateException("lot: none (expected: one for one point)");
        }
        return new Rederivation.Difference(
                should.orderId(),
                should.purchaseTime(),
                should.countingDay(),
                was.pointsEarned(),
                next.linePoints(),
                next.pointsEarned() - was.pointsEarned() - dueChange,
                lot.available(),
                lot.expires());
    }
}
