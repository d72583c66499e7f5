package dev.giveback.standalone;

import dev.giveback.feedback.v1.Consent;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.GetConsentResponse;
import dev.giveback.feedback.v1.LimitStanding;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** What was sent to customers, and what was not and why, for people. */
final class ContactText {
    private ContactText() {}

    /**
     * A table of contacts.
     *
     * @param withCustomer whether they are of several customers
     */
    static List<String> lines(List<Contact> contacts, boolean withCustomer) {
        Table table = new Table(
                Column.text("decided"),
                Column.text(withCustomer ? "customer" : ""),
                Column.text("contact"),
                Column.text("what"),
                Column.text("about"),
                Column.text("how"),
                Column.text("state"),
                Column.text("why"));
        contacts.forEach(contact -> table.row(
                Printing.time(contact.getDecideTime(), ""),
                withCustomer ? customer(contact) : "",
                OutreachText.id(contact.getName()),
                source(contact),
                OutreachText.occasion(contact.getOccasion()) + " " + contact.getReference(),
                OutreachText.channel(contact.getChannel()),
                state(contact),
                why(contact)));
        return table.lines();
    }

    static String state(Contact contact) {
        boolean isAnswered = contact.hasAnswerTime();
        return Printing.word(contact.getState(), "CONTACT_STATE_").replace('_', ' ') + (isAnswered ? ", answered" : "");
    }

    private static String why(Contact contact) {
        return contact.getState() == ContactState.CONTACT_STATE_NOT_SENT
                ? contact.getExplanation()
                : contact.getLastError();
    }

    private static String source(Contact contact) {
        String name = contact.getSource();
        return name.substring(name.indexOf('/', name.indexOf('/') + 1) + 1);
    }

    private static String customer(Contact contact) {
        String[] parts = contact.getName().split("/", -1);
        return parts.length > 3 ? parts[3] : "";
    }

    static List<String> lines(GetConsentResponse answer) {
        List<String> lines = new ArrayList<>(consents(answer.getConsentsList()));
        lines.add("");
        for (LimitStanding standing : answer.getLimitsList()) {
            var limit = standing.getLimit();
            String purpose = limit.getPurposeValue() == 0 ? "all together" : OutreachText.purpose(limit.getPurpose());
            lines.add("  " + purpose + ": " + standing.getUsed() + " of " + limit.getMaxContacts() + " in "
                    + limit.getDays() + " days"
                    + (standing.hasFreeTime() ? ", the next from " + Printing.time(standing.getFreeTime(), "") : ""));
        }
        return lines;
    }

    static List<String> consents(List<Consent> consents) {
        Table table = new Table(
                Column.text("channel"),
                Column.text("purpose"),
                Column.text("consent"),
                Column.text("since"),
                Column.text("said"));
        consents.forEach(consent -> table.row(
                OutreachText.channel(consent.getChannel()),
                OutreachText.purpose(consent.getPurpose()),
                consent.getGranted() ? "yes" : "no",
                consent.getAssumed() ? "assumed" : Printing.time(consent.getUpdateTime(), ""),
                consent.getSource()));
        return table.lines();
    }
}
