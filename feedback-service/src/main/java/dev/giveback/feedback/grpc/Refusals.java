package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.Reason;

/** What an actor refused, as a caller is told. */
final class Refusals {
    private Refusals() {}

    /** The reply when it is done; a refusal is thrown. */
    static ContactReply.Done done(ContactReply reply) {
        return switch (reply) {
            case ContactReply.Done done -> done;
            case ContactReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case ContactReply.Later later ->
                throw RefusalStatus.of(
                        Reason.SOURCE_AWAY, "contact: " + later.why() + " It can be asked again at " + later.until());
        };
    }
}
