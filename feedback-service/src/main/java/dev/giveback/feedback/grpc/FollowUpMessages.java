package dev.giveback.feedback.grpc;

import dev.giveback.feedback.directory.FollowUpEntry;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.FollowUp;
import dev.giveback.feedback.v1.FollowUpNote;
import java.util.Map;

/** Follow-ups as the contract has them. */
final class FollowUpMessages {
    private FollowUpMessages() {}

    static String name(CustomerId customer, String contactId) {
        return customer.name() + "/followUps/" + contactId;
    }

    /** As a list shows it, without notes. */
    static dev.giveback.feedback.v1.FollowUp listed(FollowUpEntry entry) {
        dev.giveback.feedback.v1.FollowUp.Builder followUp = dev.giveback.feedback.v1.FollowUp.newBuilder()
                .setName(name(entry.customer(), entry.contactId()))
                .setSurvey("programs/" + entry.customer().program() + '/' + entry.source())
                .setOrderId(entry.orderId())
                .setScore(entry.score())
                .setStateValue(entry.state())
                .setAssignee(entry.assignee())
                .setCreateTime(ResponseMessages.time(entry.createMillis()))
                .setUpdateTime(ResponseMessages.time(entry.updateMillis()));
        if (entry.recovery().points() > 0 || !entry.recovery().campaign().isEmpty()) {
            followUp.setRecovery(ResponseMessages.reward(
                    entry.customer().program(),
                    entry.recovery().points(),
                    entry.recovery().campaign()));
        }
        return followUp.build();
    }

    /**
     * As the customer's journal has it now, with the notes that are still there.
     *
     * @param entry what the read model tells of the answer
     * @param texts by their hashes
     */
    static dev.giveback.feedback.v1.FollowUp current(FollowUpEntry entry, FollowUp now, Map<String, String> texts) {
        dev.giveback.feedback.v1.FollowUp.Builder followUp = listed(entry).toBuilder()
                .setStateValue(now.state().number())
                .setAssignee(now.assignee())
                .setCreateTime(ResponseMessages.time(now.opened().toEpochMilli()))
                .setUpdateTime(ResponseMessages.time(now.updated().toEpochMilli()));
        for (FollowUp.Note note : now.notes()) {
            followUp.addNotes(FollowUpNote.newBuilder()
                    .setText(texts.getOrDefault(note.hash(), ""))
                    .setAuthor(note.author())
                    .setCreateTime(ResponseMessages.time(note.time().toEpochMilli())));
        }
        return followUp.build();
    }
}
