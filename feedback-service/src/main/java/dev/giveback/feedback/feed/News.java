package dev.giveback.feedback.feed;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.occasions.KnownOccasion;

/** What an event of a customer means here. */
sealed interface News {
    /** Whom it is about. */
    CustomerId customer();

    /** There is an occasion, or it is at another time. */
    record Happened(KnownOccasion known) implements News {
        @Override
        public CustomerId customer() {
            return known.customer();
        }
    }

    /**
     * An order was completed.
     *
     * @param isFirst whether the customer had none before
     */
    record Bought(KnownOccasion purchase, boolean isFirst) implements News {
        @Override
        public CustomerId customer() {
            return purchase.customer();
        }
    }

    /** An order was refunded; what it was is looked up. */
    record Refunded(KnownOccasion known, String orderId) implements News {
        @Override
        public CustomerId customer() {
            return known.customer();
        }
    }

    /** The tier is this one now. Whether it is a higher one depends on the one before. */
    record TierGiven(KnownOccasion known) implements News {
        @Override
        public CustomerId customer() {
            return known.customer();
        }
    }

    /** The profile may tell another birthday. */
    record ProfileChanged(CustomerId customer) implements News {}

    /** The customer was erased. */
    record Erased(CustomerId customer) implements News {}

    /**
     * Another customer was merged into this one.
     *
     * @param source the other one
     */
    record Absorbed(CustomerId customer, CustomerId source) implements News {}
}
