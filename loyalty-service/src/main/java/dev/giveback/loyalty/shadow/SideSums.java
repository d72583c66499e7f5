package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Totals;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** What one side comes to over many customers. It only adds, and is not for several threads: each has its own, and they are added up. */
public final class SideSums {
    private final ZoneId zone;
    private final Map<Refused, Count> refusals = new TreeMap<>();
    private final Map<YearMonth, Month> months = new TreeMap<>();
    private final Map<String, Long> customersByTier = new TreeMap<>();
    private Totals opening = Totals.ZERO;
    private Totals closing = Totals.ZERO;
    private long cut;
    private long forgiven;
    private long orders;
    private long spend;
    /** Months by the millisecond at which they begin: finding one there spares a calendar for each event. */
    private final TreeMap<Long, CountedMonth> byBegin = new TreeMap<>();

    /** @param zone in which months are reckoned */
    public SideSums(ZoneId zone) {
        this.zone = zone;
    }

    /** What is refused, and why. */
    public record Refused(String command, Reason reason) implements Comparable<Refused> {
        @Override
        public int compareTo(Refused other) {
            int byCommand = command.compareTo(other.command);
            return byCommand != 0 ? byCommand : reason.compareTo(other.reason);
        }
    }

    /** How often, and the list price of orders not made, in minor units. */
    public record Count(long times, long minor) {
        static final Count NONE = new Count(0, 0);

        Count plus(long moreTimes, long moreMinor) {
            return new Count(Math.addExact(times, moreTimes), Math.addExact(minor, moreMinor));
        }
    }

    /** Points in one month. */
    public static final class Month {
        private long issued;
        private long redeemed;
        private long takenBack;
        private long expired;

        /** Earned. */
        public long issued() {
            return issued;
        }

        /** Spent. */
        public long redeemed() {
            return redeemed;
        }

        /** Taken back by refunds. */
        public long takenBack() {
            return takenBack;
        }

        /** Whose expiry was recorded. */
        public long expired() {
            return expired;
        }

        private void add(Totals before, Totals after) {
            issued = Math.addExact(issued, after.earned() - before.earned());
            redeemed = Math.addExact(redeemed, after.spent() - before.spent());
            takenBack = Math.addExact(takenBack, after.takenBack() - before.takenBack());
            expired = Math.addExact(expired, after.expired() - before.expired());
        }

        private void add(Month other) {
            issued = Math.addExact(issued, other.issued);
            redeemed = Math.addExact(redeemed, other.redeemed);
            takenBack = Math.addExact(takenBack, other.takenBack);
            expired = Math.addExact(expired, other.expired);
        }
    }

    void add(CustomerEvent event, Totals before, Totals after) {
        if (!before.equals(after)) {
            month(event.header().time().toEpochMilli()).add(before, after);
        }
        if (event.change() instanceof CheckoutCompleted completed) {
            cut = Math.addExact(cut, completed.pointsCut());
        } else if (event.change() instanceof OrderRefunded refunded) {
            forgiven = Math.addExact(forgiven, refunded.pointsForgiven());
        }
    }

    private Month month(long millis) {
        Map.Entry<Long, CountedMonth> before = byBegin.floorEntry(millis);
        if (before != null && millis < before.getValue().end()) {
            return before.getValue().month();
        }
        YearMonth of = YearMonth.from(Instant.ofEpochMilli(millis).atZone(zone));
        Month month = months.computeIfAbsent(of, any -> new Month());
        byBegin.put(beginOf(of), new CountedMonth(beginOf(of.plusMonths(1)), month));
        return month;
    }

    private long beginOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** @param end the millisecond at which the next one begins */
    private record CountedMonth(long end, Month month) {}

    void refused(Command command, Reason reason) {
        long minor = 0;
        if (command instanceof Command.CompleteCheckout checkout) {
            for (Command.CompleteCheckout.Line line : checkout.lines()) {
                minor += line.quantity() * line.unitPrice().minor();
            }
        }
        refusals.merge(
                new Refused(command.getClass().getSimpleName(), reason),
                new Count(1, minor),
                (one, other) -> one.plus(other.times(), other.minor()));
    }

    void end(Totals atBegin, Totals atEnd, String tierId, long customersOrders, long customersSpend) {
        opening = opening.plus(atBegin);
        closing = closing.plus(atEnd);
        customersByTier.merge(tierId, 1L, Long::sum);
        orders += customersOrders;
        spend = Math.addExact(spend, customersSpend);
    }

    /** Adds those of another thread. */
    public void add(SideSums other) {
        opening = opening.plus(other.opening);
        closing = closing.plus(other.closing);
        cut = Math.addExact(cut, other.cut);
        forgiven = Math.addExact(forgiven, other.forgiven);
        orders += other.orders;
        spend = Math.addExact(spend, other.spend);
        other.refusals.forEach(
                (what, count) -> refusals.merge(what, count, (one, more) -> one.plus(more.times(), more.minor())));
        other.months.forEach(
                (when, sums) -> months.computeIfAbsent(when, any -> new Month()).add(sums));
        other.customersByTier.forEach((tier, customers) -> customersByTier.merge(tier, customers, Long::sum));
    }

    /** Sums over the lives of all customers, when it began. */
    public Totals opening() {
        return opening;
    }

    /** Sums over the lives of all customers, at the end. */
    public Totals closing() {
        return closing;
    }

    /** Points cut by caps. */
    public long cut() {
        return cut;
    }

    /** Points that refunds forgave. */
    public long forgiven() {
        return forgiven;
    }

    /** Orders. */
    public long orders() {
        return orders;
    }

    /** Minor units paid for them, less refunds. */
    public long spend() {
        return spend;
    }

    /** What was refused. */
    public Map<Refused, Count> refusals() {
        return refusals;
    }

    /** By month, in order. */
    public Map<YearMonth, Month> months() {
        return months;
    }

    /** How many have each tier at the end. */
    public Map<String, Long> customersByTier() {
        return customersByTier;
    }
}
