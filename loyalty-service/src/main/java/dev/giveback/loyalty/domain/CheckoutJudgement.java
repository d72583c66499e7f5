package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.Inputs;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Facts.CustomerFacts;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import dev.giveback.loyalty.domain.Facts.OrderFacts;
import dev.giveback.loyalty.domain.Judgement.Credit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges an order that is to be recorded, reserved or quoted. */
record CheckoutJudgement(Judgement judgement) {

    Decision of(CompleteCheckout checkout) {
        Instant purchased = checkout.purchaseTime() == null
                ? now()
                : checkout.purchaseTime().truncatedTo(ChronoUnit.MILLIS);
        if (customer().orders().contains(checkout.orderId())) {
            return new Rejected(orderExists(checkout.orderId()));
        }
        int days = Math.max(1, program().backdatingDays());
        if (purchased.isBefore(now().minus(days, ChronoUnit.DAYS)) || purchased.isBefore(Limits.OLDEST_PURCHASE)) {
            return Judgement.rejected(
                    Reason.PURCHASE_TIME_TOO_OLD,
                    "purchase_time: must be at most " + days + " days old and not before 1970");
        }
        Made made = priced(checkout.orderId(), checkout.cart(), purchased);
        Refusal problem = firstProblem(made, true, checkout.expectedTotal());
        return problem == null
                ? judgement.accepted(checkout.request(), made.order(), made.tier())
                : new Rejected(problem);
    }

    Decision of(ReserveCheckout reserve) {
        if (customer().orders().contains(reserve.orderId())) {
            return new Rejected(orderExists(reserve.orderId()));
        }
        boolean isReplaced = customer().reservations().live(reserve.orderId(), now()) != null;
        if (customer().liveHolds(now()) - (isReplaced ? 1 : 0) >= Limits.MAX_LIVE_HOLDS) {
            return Judgement.rejected(Reason.TOO_MANY_HOLDS, "customer: has " + Limits.MAX_LIVE_HOLDS + " live holds");
        }
        Made made = priced(reserve.orderId(), reserve.cart(), now());
        Refusal problem = firstProblem(made, false, reserve.expectedTotal());
        return problem == null
                ? judgement.accepted(
                        reserve.request(),
                        new CheckoutReserved(made.order(), judgement.end(reserve.timeToLive())),
                        null)
                : new Rejected(problem);
    }

    Quotation quote(String orderId, Cart cart) {
        Made made = priced(orderId, cart, now());
        List<Refusal> problems = new ArrayList<>();
        if (customer().orders().contains(orderId)) {
            problems.add(orderExists(orderId));
        }
        problems.addAll(made.problems());
        if (made.isTooMuch()) {
            problems.add(Judgement.tooMuch().refusal());
        }
        return new Quotation(
                made.order(),
                problems,
                customer().balance(now()),
                made.order().tierId(),
                program().version());
    }

    private static @Nullable Refusal firstProblem(Made made, boolean isEarning, @Nullable Long expectedTotal) {
        if (!made.problems().isEmpty()) {
            return made.problems().getFirst();
        }
        if (isEarning && made.isTooMuch()) {
            return Judgement.tooMuch().refusal();
        }
        long total = made.order().total().minor();
        return expectedTotal == null || expectedTotal == total
                ? null
                : new Refusal(
                        Reason.TOTAL_CHANGED,
                        "expected_total: " + expectedTotal + " minor units were expected, the order comes to " + total,
                        Map.of("expected", Long.toString(expectedTotal), "total", Long.toString(total)));
    }

    private static Refusal orderExists(String orderId) {
        return Refusal.of(Reason.ORDER_EXISTS, "order_id: the customer has an order " + orderId + " already");
    }

    /**
     * An order as it would be made.
     *
     * @param tier that it gives; null when it stays
     * @param problems of its payment, in order of precedence
     * @param isTooMuch whether the account could not hold what it earns
     */
    record Made(CheckoutCompleted order, @Nullable TierGrant tier, List<Refusal> problems, boolean isTooMuch) {}

    private Made priced(String orderId, Cart cart, Instant purchased) {
        Spendable spendable = Spendable.of(customer(), orderId, now());
        List<LineFacts> lines = lineFacts(cart.lines());
        long list = 0;
        for (LineFacts line : lines) {
            list += line.amount();
        }
        LocalDateTime localTime = LocalDateTime.ofInstant(purchased, program().zone());
        Facts facts = new Facts(orderFacts(lines, list, localTime), customerFacts(spendable.points()), null);
        if (cart.isPlain()) {
            return made(new Wanted(orderId, purchased, cart.lines(), lines, facts, null, list), List.of());
        }
        CartPricing.Result priced = new CartPricing(judgement, orderId, cart, facts, lines, spendable).result();
        return made(
                new Wanted(orderId, purchased, cart.lines(), lines, facts, priced.price(), priced.total()),
                priced.problems());
    }

    /**
     * A priced order whose points are still to be reckoned.
     *
     * @param price null when the lines alone make it
     * @param total to be paid in money, in minor units
     */
    record Wanted(
            String orderId,
            Instant purchased,
            List<CompleteCheckout.Line> lines,
            List<LineFacts> lineFacts,
            Facts facts,
            @Nullable Price price,
            long total) {
        /** What is paid in money for each line; null when that is the list price. */
        long @Nullable [] paid() {
            if (price == null) {
                return null;
            }
            long[] paid = lineFacts.stream().mapToLong(LineFacts::amount).toArray();
            price.takeFrom(paid);
            return paid;
        }

        List<CouponUse> boosting() {
            return price == null
                    ? List.of()
                    : price.coupons().stream()
                            .filter(use -> use.multiplierPercent() > 0)
                            .toList();
        }

        LocalDateTime localTime() {
            return facts.order().localTime();
        }
    }

    Made made(Wanted wanted, List<Refusal> problems) {
        List<CouponUse> boosting = wanted.boosting();
        Earning earning = Earning.of(
                program().earning(),
                wanted.facts(),
                wanted.lineFacts(),
                wanted.paid(),
                boosting.stream()
                        .map(use -> new Earning.Boost(use.multiplierPercent(), use.boostedLines()))
                        .toList(),
                capLeft(wanted.localTime().toLocalDate()));
        Credit credit =
                judgement.credit(earning.points(), Lot.Source.ORDER, wanted.orderId(), wanted.purchased(), true);
        long day = wanted.localTime().toLocalDate().toEpochDay();
        Days days = customer().days();
        TierGrant tier = Tiers.changed(
                program(), customer().tier(), days, days.plus(day, earning.points(), wanted.total()), now());
        CheckoutCompleted order = new CheckoutCompleted(
                wanted.orderId(),
                wanted.purchased(),
                orderLines(wanted.lines(), earning.byLine()),
                new Money(program().currency(), wanted.total()),
                earning.points(),
                earning.cut(),
                credit.owedPaid(),
                credit.lot(),
                earning.rules(),
                refundableUntil(wanted.localTime().toLocalDate()),
                day,
                tier == null ? customer().tier().tierId() : tier.tierId(),
                withPoints(wanted.price(), boosting, earning.byBoost()),
                new Inputs(wanted.facts().customer(), wanted.localTime()));
        return new Made(order, tier, problems, credit.isTooMuch());
    }

    private static @Nullable Price withPoints(@Nullable Price price, List<CouponUse> boosting, long[] byBoost) {
        if (price == null || boosting.isEmpty()) {
            return price;
        }
        return price.withCoupons(price.coupons().stream()
                .map(use -> boosting.contains(use) ? use.withPoints(byBoost[boosting.indexOf(use)]) : use)
                .toList());
    }

    /** The same order, at the same price, with what it earns at this moment. */
    Made again(CheckoutCompleted recorded) {
        List<CompleteCheckout.Line> lines = new ArrayList<>(recorded.lines().size());
        for (OrderLine line : recorded.lines()) {
            lines.add(new CompleteCheckout.Line(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    new Money(recorded.total().currency(), line.unitPriceMinor())));
        }
        List<LineFacts> facts = lineFacts(lines);
        long list = facts.stream().mapToLong(LineFacts::amount).sum();
        LocalDateTime localTime =
                LocalDateTime.ofInstant(recorded.purchaseTime(), program().zone());
        return made(
                new Wanted(
                        recorded.orderId(),
                        recorded.purchaseTime(),
                        lines,
                        facts,
                        new Facts(
                                orderFacts(facts, list, localTime),
                                customerFacts(Spendable.of(customer(), recorded.orderId(), now())
                                        .points()),
                                null),
                        recorded.price(),
                        recorded.total().minor()),
                List.of());
    }

    static List<LineFacts> lineFacts(List<CompleteCheckout.Line> lines) {
        List<LineFacts> facts = new ArrayList<>(lines.size());
        for (CompleteCheckout.Line line : lines) {
            facts.add(new LineFacts(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.quantity() * line.unitPrice().minor()));
        }
        return facts;
    }

    /** A line of which nothing was bought keeps its number in the order, and is no line to a condition. */
    static OrderFacts orderFacts(List<LineFacts> lines, long total, LocalDateTime localTime) {
        long quantity = 0;
        long bought = 0;
        for (LineFacts line : lines) {
            quantity += line.quantity();
            bought += line.quantity() == 0 ? 0 : 1;
        }
        return new OrderFacts(total, quantity, bought, localTime);
    }

    CustomerFacts customerFacts(long points) {
        return new CustomerFacts(
                customer().tier(program(), now()).tierId(),
                customer().enrolled() != null,
                customer().orderCount(),
                points);
    }

    private static List<OrderLine> orderLines(List<CompleteCheckout.Line> bought, long[] points) {
        OrderLine[] lines = new OrderLine[points.length];
        for (int i = 0; i < points.length; i++) {
            CompleteCheckout.Line line = bought.get(i);
            lines[i] = new OrderLine(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().minor(),
                    points[i]);
        }
        return List.of(lines);
    }

    /** Points that the cap per period still allows for a purchase of this day. */
    private long capLeft(LocalDate day) {
        EarningRules rules = program().earning();
        if (rules.maxPointsPerPeriod() == 0 || rules.period() == null) {
            return Long.MAX_VALUE;
        }
        LocalDate first = rules.period().startOf(day);
        LocalDate end = switch (rules.period()) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case YEAR -> first.plusYears(1);
        };
        long earned =
                customer().days().between(first.toEpochDay(), end.toEpochDay()).points();
        return Math.max(0, rules.maxPointsPerPeriod() - earned);
    }

    private @Nullable Instant refundableUntil(LocalDate day) {
        int windowDays = program().refunds().windowDays();
        return windowDays == 0 ? null : judgement.midnight(day.plusDays(windowDays + 1L));
    }

    private Customer customer() {
        return judgement.customer();
    }

    private Program program() {
        return judgement.program();
    }

    private Instant now() {
        return judgement.now();
    }
}
