package dev.giveback.standalone.replay;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.function.Supplier;

/**
 * One call of one customer.
 *
 * @param customer whose calls are kept in order
 * @param request sends it; called again, with the same request id, when the outcome is not known
 * @param outcome is told how it ended, on the thread of the answer
 */
record LaneCall<T>(String customer, Supplier<ListenableFuture<T>> request, Outcome<T> outcome) {
    /** How a call ended. Times are from the first sending, in nanoseconds. */
    interface Outcome<T> {
        /** It was answered. */
        void answered(T answer, long nanos);

        /** It was refused for a reason that asking again would not change. */
        void refused(String reason, long nanos);

        /** It will be sent again. */
        default void retried() {}
    }
}
