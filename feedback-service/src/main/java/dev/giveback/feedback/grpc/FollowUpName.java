package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.FollowUpState;
import dev.giveback.feedback.v1.UpdateFollowUpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A follow-up of a resource name. */
record FollowUpName(CustomerId customer, String contactId) {
    private static final Pattern NAME = Pattern.compile("(programs/[^/]+/customers/[^/]+)/followUps/([a-z2-7]{16})");
    private static final int HIGHEST_STATE = FollowUpState.values().length;

    static FollowUpName parse(String name) {
        Matcher matcher = NAME.matcher(name);
        CustomerId customer = matcher.matches() ? CustomerId.parse(matcher.group(1)) : null;
        if (customer == null) {
            throw Checks.refused(
                    "name",
                    "must be programs/{program}/customers/{customer}/followUps/{followUp}; the follow-up 16 of a-z 2-7");
        }
        return new FollowUpName(customer, matcher.group(2));
    }

    /** What is to be changed, without the note. */
    ContactCommand.ChangeFollowUp change(UpdateFollowUpRequest call) {
        if (call.getStateValue() < 0 || call.getStateValue() > HIGHEST_STATE) {
            throw Checks.refused("state", "must be OPEN, IN_PROGRESS or RESOLVED, or none to leave it as it is");
        }
        String assignee = call.hasAssignee() ? call.getAssignee().strip() : null;
        if (assignee != null && !assignee.isEmpty()) {
            Checks.shortText(assignee, "assignee");
        }
        if (call.getNote()
                .chars()
                .anyMatch(character -> Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0)) {
            throw Checks.refused("note", "must have no control characters but line ends and tabs");
        }
        if (call.getStateValue() == 0 && assignee == null && call.getNote().isBlank()) {
            throw Checks.refused("note", "must be given when neither state nor assignee is");
        }
        return new ContactCommand.ChangeFollowUp(
                contactId,
                call.getStateValue() == 0 ? null : FollowUpState.of(call.getStateValue()),
                assignee,
                "",
                Checks.shortText(call.getAuthor(), "author"));
    }
}
