package dev.giveback.standalone.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds what a return returns. A return names customer and product, not the invoice, so it is matched to earlier purchases: the
 * newest invoice first, within an invoice the last line first, never more than is left of a line.
 */
final class ReturnMatcher {
    private final Map<Bought, Deque<Purchase>> purchases = new HashMap<>();

    /** What was bought by whom. */
    private record Bought(String customer, String product) {}

    /** A line of an order with what is left of it to return. */
    private static final class Purchase {
        private final String orderId;
        private final int line;
        private long left;

        Purchase(String orderId, int line, long left) {
            this.orderId = orderId;
            this.line = line;
            this.left = left;
        }
    }

    /** Remembers the lines of a sale, which must not be earlier than the one before. */
    void bought(Invoice sale) {
        int line = 0;
        for (InvoiceLine item : sale.lines()) {
            line++;
            purchases
                    .computeIfAbsent(new Bought(sale.customer(), item.product()), absent -> new ArrayDeque<>())
                    .addFirst(new Purchase(sale.number(), line, item.quantity()));
        }
    }

    /** Matches the lines of a return and remembers what they have taken. */
    MatchedReturn match(Invoice invoice) {
        Map<String, SortedMap<Integer, Long>> refunds = new LinkedHashMap<>();
        List<MatchedReturn.Line> lines = new ArrayList<>();
        for (InvoiceLine item : invoice.lines()) {
            Deque<Purchase> candidates = purchases.get(new Bought(invoice.customer(), item.product()));
            long matched = candidates == null ? 0 : take(candidates, item.quantity(), refunds);
            lines.add(new MatchedReturn.Line(
                    candidates != null, matched, item.quantity() - matched, item.unitPriceMinor()));
        }
        return new MatchedReturn(refunds, lines);
    }

    private static long take(Deque<Purchase> candidates, long wanted, Map<String, SortedMap<Integer, Long>> refunds) {
        long missing = wanted;
        while (missing > 0 && !candidates.isEmpty()) {
            Purchase newest = candidates.getFirst();
            long taken = Math.min(missing, newest.left);
            refunds.computeIfAbsent(newest.orderId, absent -> new TreeMap<>()).merge(newest.line, taken, Long::sum);
            newest.left -= taken;
            missing -= taken;
            if (newest.left == 0) {
                candidates.removeFirst();
            }
        }
        return wanted - missing;
    }
}
