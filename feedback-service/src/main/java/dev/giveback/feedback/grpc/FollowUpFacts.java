package dev.giveback.feedback.grpc;

import dev.giveback.feedback.directory.FollowUpEntry;
import dev.giveback.feedback.directory.FollowUpTable;
import dev.giveback.feedback.domain.ContactAnswer;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.FollowUp;
import dev.giveback.feedback.domain.FollowUpState;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Reward;
import java.util.Optional;

/** What a follow-up is about: from the customer's own contacts, or, of one that is no longer at hand, from the read model. */
final class FollowUpFacts {
    private static final Reward NOTHING = new Reward(0, "");

    private FollowUpFacts() {}

    static FollowUpEntry of(ContactState state, String contactId, FollowUpTable table) {
        Optional<ContactRecord> contact = state.contact(contactId);
        ContactAnswer answer = contact.map(ContactRecord::answer).orElse(null);
        FollowUp followUp = state.followUps().get(contactId);
        if (contact.isEmpty() || answer == null || followUp == null) {
            return Reads.run(() -> table.find(state.id(), contactId))
                    .orElseThrow(() -> FollowUpVerbs.notFound(contactId));
        }
        ContactRecord.Decided decision = contact.get().decision();
        Integer score = answer.score();
        Reward recovery = answer.recovery();
        return new FollowUpEntry(
                state.id(),
                contactId,
                decision.sourceId(),
                order(decision),
                score == null ? 0 : score,
                FollowUpState.OPEN.number(),
                "",
                followUp.opened().toEpochMilli(),
                followUp.updated().toEpochMilli(),
                recovery == null ? NOTHING : recovery);
    }

    /** A refund's reference begins with its order. */
    private static String order(ContactRecord.Decided decision) {
        if (decision.occasion() == OccasionKind.REFUND) {
            return decision.reference().split("/", 2)[0];
        }
        return decision.occasion() == OccasionKind.PURCHASE || decision.occasion() == OccasionKind.LAST_PURCHASE
                ? decision.reference()
                : "";
    }
}
