package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Period;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkouts and refunds on the reference ledger. */
final class ReferenceCheckout {
    private final ReferenceJudge judge;
    private final ReferenceLedger ledger;
    private final Program program;
    private final Instant time;

    ReferenceCheckout(ReferenceJudge judge) {
        this.judge = judge;
        this.ledger = judge.ledger;
        this.program = judge.program;
        this.time = judge.time;
    }

    Verdict complete(CompleteCheckout checkout) {
        if (ledger.orders.containsKey(checkout.orderId())) {
            return ReferenceJudge.refuse(Reason.ORDER_EXISTS);
        }
        Instant purchased = checkout.purchaseTime() == null ? time : checkout.purchaseTime();
        Duration backdating = Duration.ofDays(Math.max(1, program.backdatingDays()));
        if (purchased.isBefore(time.minus(backdating)) || purchased.toEpochMilli() < 0) {
            return ReferenceJudge.refuse(Reason.PURCHASE_TIME_TOO_OLD);
        }
        LocalDate day = ReferenceLedger.day(program, purchased);
        Facts facts = facts(checkout, purchased);
        ReferenceEarning.Result result = ReferenceEarning.of(program.earning(), facts, checkout.lines(), room(day));
        if (judge.passesLimit(result.points(), ledger.account.earned)) {
            return ReferenceJudge.refuse(Reason.BALANCE_LIMIT_REACHED);
        }
        int window = program.refunds().windowDays();
        Instant until = window == 0 ? null : ReferenceLedger.midnight(program, day.plusDays(window + 1L));
        ReferenceOrder order = new ReferenceOrder(checkout.lines(), result.linePoints(), purchased, day, until);
        ledger.orders.put(checkout.orderId(), order);
        ledger.latestCheckout = time;
        ledger.account.earned = ledger.account.earned.add(result.points());
        ReferenceJudge.Credit credit = judge.credit(result.points(), Lot.Source.ORDER, checkout.orderId(), purchased);
        return judge.acceptWithTier(
                checkout,
                tierId -> new Change.CheckoutCompleted(
                        checkout.orderId(),
                        purchased,
                        lines(order),
                        new Money(program.currency(), order.total().longValueExact()),
                        result.points().longValueExact(),
                        result.cut().longValueExact(),
                        credit.owedPaid().longValueExact(),
                        credit.lot(),
                        result.shares(),
                        until,
                        day.toEpochDay(),
                        tierId,
                        null,
                        new Change.Inputs(facts.customer(), facts.order().localTime())));
    }

    private Facts facts(CompleteCheckout checkout, Instant purchased) {
        long quantity = checkout.lines().stream()
                .mapToLong(CompleteCheckout.Line::quantity)
                .sum();
        return new Facts(
                new Facts.OrderFacts(
                        ReferenceEarning.total(checkout.lines()).longValueExact(),
                        quantity,
                        checkout.lines().size(),
                        purchased.atZone(program.zone()).toLocalDateTime()),
                new Facts.CustomerFacts(
                        ledger.tier(program, time).tierId(),
                        ledger.member,
                        ledger.orders.size(),
                        ledger.account.available(time).longValueExact()),
                null);
    }

    /** What the cap per period leaves for an order bought on this day; null without a cap. */
    private @Nullable BigInteger room(LocalDate day) {
        Period period = program.earning().period();
        if (program.earning().maxPointsPerPeriod() == 0 || period == null) {
            return null;
        }
        BigInteger room = BigInteger.valueOf(program.earning().maxPointsPerPeriod());
        for (ReferenceOrder order : ledger.orders.values()) {
            if (start(period, order.day).equals(start(period, day))) {
                room = room.subtract(order.points()).add(order.takenBack);
            }
        }
        return room;
    }

    static LocalDate start(Period period, LocalDate day) {
        LocalDate start = day;
        while (!begins(period, start)) {
            start = start.minusDays(1);
        }
        return start;
    }

    private static boolean begins(Period period, LocalDate day) {
        return switch (period) {
            case DAY -> true;
            case WEEK -> day.getDayOfWeek() == DayOfWeek.MONDAY;
            case MONTH -> day.getDayOfMonth() == 1;
            case YEAR -> day.getDayOfYear() == 1;
        };
    }

    private static List<Change.OrderLine> lines(ReferenceOrder order) {
        List<Change.OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < order.lines.size(); i++) {
            CompleteCheckout.Line line = order.lines.get(i);
            lines.add(new Change.OrderLine(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().minor(),
                    order.linePoints.get(i).longValueExact()));
        }
        return lines;
    }

    Verdict refund(RefundOrder refund) {
        ReferenceOrder order = ledger.orders.get(refund.orderId());
        if (order == null) {
            return ReferenceJudge.refuse(Reason.ORDER_NOT_FOUND);
        }
        Instant refunded = refund.refundTime() == null ? time : refund.refundTime();
        boolean closed = order.refundableUntil != null && !order.refundableUntil.isAfter(ledger.latestCheckout);
        Verdict verdict = refund(refund, order, refunded);
        return closed ? new Verdict.MayBeForgotten(verdict) : verdict;
    }

    private Verdict refund(RefundOrder refund, ReferenceOrder order, Instant refunded) {
        for (RefundOrder.Line line : refund.lines()) {
            if (line.line() > order.lines.size()) {
                return ReferenceJudge.refuse(Reason.LINE_NOT_FOUND);
            }
        }
        if (!order.isInWindow(refunded)) {
            return ReferenceJudge.refuse(Reason.REFUND_WINDOW_CLOSED);
        }
        for (RefundOrder.Line line : refund.lines()) {
            if (line.quantity() > order.left(line.line())) {
                return ReferenceJudge.refuse(Reason.REFUND_EXCEEDS_ORDER);
            }
        }
        List<Change.RefundedLine> lines = new ArrayList<>();
        BigInteger due = BigInteger.ZERO;
        BigInteger money = BigInteger.ZERO;
        for (RefundOrder.Line line : refund.lines()) {
            BigInteger points = order.due(line.line(), line.quantity());
            due = due.add(points);
            money = money.add(BigInteger.valueOf(line.quantity())
                    .multiply(BigInteger.valueOf(
                            order.lines.get(line.line() - 1).unitPrice().minor())));
            order.refunded[line.line() - 1] += line.quantity();
            var of = order.lines.get(line.line() - 1);
            lines.add(new Change.RefundedLine(
                    line.line(),
                    line.quantity(),
                    points.longValueExact(),
                    of.product(),
                    of.unitPrice().minor()));
        }
        List<LotUse> uses = ledger.account.takeBack(refund.orderId(), due, time);
        BigInteger missing = due.subtract(ReferenceAccount.sum(uses));
        Shortfall policy = program.refunds().shortfall();
        if (missing.signum() > 0 && policy == Shortfall.REFUSE) {
            return ReferenceJudge.refuse(Reason.INSUFFICIENT_POINTS);
        }
        BigInteger forgiven = policy == Shortfall.CLAMP ? missing : BigInteger.ZERO;
        BigInteger nowOwed = missing.subtract(forgiven);
        ledger.account.owed = ledger.account.owed.add(nowOwed);
        ledger.account.takenBack = ledger.account.takenBack.add(due).subtract(forgiven);
        order.takenBack = order.takenBack.add(due).subtract(forgiven);
        order.moneyBack = order.moneyBack.add(money);
        return judge.accept(
                refund,
                new Change.OrderRefunded(
                        refund.orderId(),
                        refunded,
                        refund.reference(),
                        lines,
                        money.longValueExact(),
                        due.longValueExact(),
                        uses,
                        forgiven.longValueExact(),
                        nowOwed.longValueExact(),
                        order.day.toEpochDay()));
    }
}
