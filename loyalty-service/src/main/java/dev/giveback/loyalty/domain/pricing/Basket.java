package dev.giveback.loyalty.domain.pricing;

import java.util.List;

/**
 * What is to be priced.
 *
 * @param shipping at list price, in minor units
 */
public record Basket(List<Line> lines, long shipping) {
    /** What lines and shipping may come to altogether, so that sums of amounts never overflow. */
    public static final long MAX_TOTAL = 4_000_000_000_000L;

    public Basket {
        lines = List.copyOf(lines);
        Require.between(0, shipping, MAX_TOTAL, "shipping");
    }

    /** One line; its price is that of one item, in minor units. */
    public record Line(String product, String category, long quantity, long unitPrice) {
        public Line {
            Require.between(1, quantity, Long.MAX_VALUE, "quantity");
            Require.between(0, unitPrice, Long.MAX_VALUE, "unitPrice");
        }

        /** What it costs before discounts. */
        public long amount() {
            return Math.multiplyExact(quantity, unitPrice);
        }
    }

    long[] amounts() {
        long[] amounts = new long[lines.size()];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = lines.get(i).amount();
        }
        return amounts;
    }
}
