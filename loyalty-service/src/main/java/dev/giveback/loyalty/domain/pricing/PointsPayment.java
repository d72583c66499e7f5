package dev.giveback.loyalty.domain.pricing;

/** How many points are to pay. */
public sealed interface PointsPayment {
    /** This many. */
    record Points(long points) implements PointsPayment {
        public Points {
            Require.between(1, points, Long.MAX_VALUE, "points");
        }
    }

    /** As many as this many minor units take. */
    record Value(long minor) implements PointsPayment {
        public Value {
            Require.between(1, minor, Long.MAX_VALUE, "minor");
        }
    }

    /** As many as there are and the order and the rules allow. */
    record Maximum() implements PointsPayment {}
}
