package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.Reason;
import io.grpc.Status;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something that is asked of whoever a customer was merged into, even when the merge comes in between. */
final class Heirs {
    private static final int MOST_TIMES = 5;

    private Heirs() {}

    /**
     * Asks the heir; when that one is gone by then, the one that is the heir now. Who is erased, or has no further heir, is not contacted any more,
     * which counts as done.
     *
     * @return the one who was asked
     */
    static ContactState until(Supplier<ContactState> heirs, Function<ContactState, ContactReply> ask) {
        for (int times = 0; times < MOST_TIMES; times++) {
            ContactState heir = heirs.get();
            if (heir.isGone()) {
                return heir;
            }
            if (!(ask.apply(heir) instanceof ContactReply.Refused refused)) {
                return heir;
            }
            if (refused.refusal().reason() != Reason.CUSTOMER_GONE) {
                throw RefusalStatus.of(refused.refusal());
            }
        }
        throw Status.UNAVAILABLE
                .withDescription("The customer is being merged into another one; ask again.")
                .asRuntimeException();
    }
}
