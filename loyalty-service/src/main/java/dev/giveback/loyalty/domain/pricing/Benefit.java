package dev.giveback.loyalty.domain.pricing;

/** What a coupon gives. An item of a line costs what the line still costs divided by its quantity, as an exact fraction. */
public sealed interface Benefit {
    /** The most basis points: all of a price. */
    int FULL_BASIS_POINTS = 10_000;

    /** What a discount is reckoned on. */
    enum Scope {
        /** The eligible lines together; the discount is spread over them by what they still cost. */
        ORDER,
        /** Each eligible line. */
        LINE,
        /** Each item of each eligible line. */
        ITEM
    }

    /** A share of what the eligible lines still cost, in hundredths of a percent, rounded down in its scope. */
    record PercentOff(int basisPoints, Scope scope) implements Benefit {
        public PercentOff {
            Require.between(1, basisPoints, FULL_BASIS_POINTS, "basisPoints");
        }
    }

    /** An amount in minor units off what the eligible lines still cost, once in its scope; never more than that. */
    record AmountOff(long amount, Scope scope) implements Benefit {
        public AmountOff {
            Require.between(1, amount, Long.MAX_VALUE, "amount");
        }
    }

    /**
     * Another price for items that cost more, the dearest first.
     *
     * @param maxQuantity items at most; 0 is all
     */
    record FixedPrice(long unitPrice, long maxQuantity) implements Benefit {
        public FixedPrice {
            Require.between(0, unitPrice, Long.MAX_VALUE, "unitPrice");
            Require.between(0, maxQuantity, Long.MAX_VALUE, "maxQuantity");
        }
    }

    /**
     * Items for nothing, the cheapest first; items that cost nothing already are passed over.
     *
     * @param product this one only; empty is any eligible one
     */
    record FreeItem(long quantity, String product) implements Benefit {
        public FreeItem {
            Require.between(1, quantity, Long.MAX_VALUE, "quantity");
        }
    }

    /** The shipping for nothing. */
    record FreeShipping() implements Benefit {}

    /** A factor, in percent, on the points that the eligible lines earn. */
    record PointsMultiplier(int percent) implements Benefit {
        public PointsMultiplier {
            Require.between(101, percent, 10_000, "percent");
        }
    }

    /** Something handed out with the order. */
    record Gift(String product, int quantity) implements Benefit {
        public Gift {
            Require.between(1, quantity, Integer.MAX_VALUE, "quantity");
        }
    }
}
