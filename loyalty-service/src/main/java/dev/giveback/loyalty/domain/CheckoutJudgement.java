package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
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
import org.jspecify.annotations.Nullable;

/** Judges an order that is to be recorded. */
record CheckoutJudgement(Judgement judgement) {

    Decision of(CompleteCheckout checkout) {
        Instant purchased = checkout.purchaseTime() == null
                ? now()
                : checkout.purchaseTime().truncatedTo(ChronoUnit.MILLIS);
        if (customer().orders().contains(checkout.orderId())) {
            return Judgement.rejected(
                    Reason.ORDER_EXISTS, "order_id: the customer has an order " + checkout.orderId() + " already");
        }
        int days = Math.max(1, program().backdatingDays());
        if (purchased.isBefore(now().minus(days, ChronoUnit.DAYS)) || purchased.isBefore(Limits.OLDEST_PURCHASE)) {
            return Judgement.rejected(
                    Reason.PURCHASE_TIME_TOO_OLD,
                    "purchase_time: must be at most " + days + " days old and not before 1970");
        }
        return complete(checkout, purchased);
    }

    private Decision complete(CompleteCheckout checkout, Instant purchased) {
        LocalDateTime localTime = LocalDateTime.ofInstant(purchased, program().zone());
        List<LineFacts> lines = lineFacts(checkout);
        long total = lines.stream().mapToLong(LineFacts::amount).sum();
        Earning earning = Earning.of(
                program().earning(),
                new Facts(orderFacts(lines, total, localTime), customerFacts(), null),
                lines,
                capLeft(localTime.toLocalDate()));
        Credit credit = judgement.credit(earning.points(), Lot.Source.ORDER, checkout.orderId(), purchased, true);
        if (credit.isTooMuch()) {
            return Judgement.tooMuch();
        }
        long day = localTime.toLocalDate().toEpochDay();
        Days days = customer().days();
        TierGrant tier =
                Tiers.changed(program(), customer().tier(), days, days.plus(day, earning.points(), total), now());
        CheckoutCompleted completed = new CheckoutCompleted(
                checkout.orderId(),
                purchased,
                orderLines(checkout, earning.byLine()),
                new Money(program().currency(), total),
                earning.points(),
                earning.cut(),
                credit.owedPaid(),
                credit.lot(),
                earning.rules(),
                refundableUntil(localTime.toLocalDate()),
                day,
                tier == null ? customer().tier().tierId() : tier.tierId());
        return judgement.accepted(checkout.request(), completed, tier);
    }

    private static List<LineFacts> lineFacts(CompleteCheckout checkout) {
        List<LineFacts> facts = new ArrayList<>(checkout.lines().size());
        for (CompleteCheckout.Line line : checkout.lines()) {
            facts.add(new LineFacts(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.quantity() * line.unitPrice().minor()));
        }
        return facts;
    }

    private static OrderFacts orderFacts(List<LineFacts> lines, long total, LocalDateTime localTime) {
        long quantity = lines.stream().mapToLong(LineFacts::quantity).sum();
        return new OrderFacts(total, quantity, lines.size(), localTime);
    }

    private CustomerFacts customerFacts() {
        return new CustomerFacts(
                customer().tier(program(), now()).tierId(),
                customer().enrolled() != null,
                customer().orderCount(),
                customer().balance(now()).available());
    }

    private static List<OrderLine> orderLines(CompleteCheckout checkout, long[] points) {
        List<OrderLine> lines = new ArrayList<>(points.length);
        for (int i = 0; i < points.length; i++) {
            CompleteCheckout.Line line = checkout.lines().get(i);
            lines.add(new OrderLine(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().minor(),
                    points[i]));
        }
        return lines;
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
