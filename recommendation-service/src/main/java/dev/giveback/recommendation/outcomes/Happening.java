package dev.giveback.recommendation.outcomes;

import java.util.List;

/** What the journals tell that matters to lists that were shown. */
sealed interface Happening {
    /** Of which program. */
    String program();

    /** Whom it happened to, without the program. */
    String customer();

    /**
     * A customer bought.
     *
     * @param lines what was paid for
     */
    record Bought(String program, String customer, String orderId, long purchaseMillis, List<Line> lines)
            implements Happening {
        public Bought {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of an order.
     *
     * @param number from 1
     */
    record Line(int number, String product, long units) {}

    /** Units of an order's lines went back. */
    record Returned(String program, String customer, String orderId, List<ReturnedLine> lines) implements Happening {
        public Returned {
            lines = List.copyOf(lines);
        }
    }

    /** How many units of a line went back. */
    record ReturnedLine(int number, long units) {}

    /**
     * An order had been recorded wrong, and is like this; what went back of its lines stays so.
     *
     * @param returned units that went back, as far as the event tells
     */
    record Corrected(Bought order, List<ReturnedLine> returned) implements Happening {
        public Corrected {
            returned = List.copyOf(returned);
        }

        @Override
        public String program() {
            return order.program();
        }

        @Override
        public String customer() {
            return order.customer();
        }
    }

    /** The customer is forgotten. */
    record Erased(String program, String customer) implements Happening {}

    /** Another customer is this one from now on. */
    record Absorbed(String program, String customer, String source) implements Happening {}
}
