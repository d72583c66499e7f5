package dev.giveback.coupon.archive;

import dev.giveback.coupon.domain.FeedPosition;

/** Tells how far the feeds of the customers are. */
@FunctionalInterface
public interface FeedEnd {
    /**
     * Their end now; it may take seconds.
     *
     * @throws io.grpc.StatusRuntimeException when loyalty-service does not say
     */
    FeedPosition now();
}
