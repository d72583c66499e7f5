package dev.giveback.feedback.directory;

import static dev.giveback.feedback.directory.ContactJournal.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.journal.v1.StoredFollowUpChanged;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of contacts and of follow-ups. */
final class ListsTest {
    private final ContactJournal journal = new ContactJournal();
    private final ContactTable contacts = new ContactTable(journal.source());
    private final FollowUpTable followUps = new FollowUpTable(journal.source());

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void contactsComeInPagesTheLatestFirst() throws SQLException {
        for (int i = 0; i < 5; i++) {
            journal.decide(customer("c" + i), "k" + i, 1_000);
        }
        journal.tell();

        List<ContactEntry> first = contacts.page("shop", all(), PageKey.LATEST, 3);
        List<ContactEntry> second = contacts.page("shop", all(), first.getLast().key(), 3);

        assertThat(first).extracting(ContactEntry::contactId).containsExactly("k4", "k3", "k2");
        assertThat(second).extracting(ContactEntry::contactId).containsExactly("k1", "k0");
        assertThat(contacts.page("other", all(), PageKey.LATEST, 3)).isEmpty();
    }

    @Test
    void deadLettersAreThoseThatFailedOrAreNotKnown() throws SQLException {
        for (int outcome = 1; outcome <= 4; outcome++) {
            journal.decide(customer("c"), "k" + outcome, 1_000 + outcome);
            journal.begin(customer("c"), "k" + outcome, 1, 2_000, 3_000);
            journal.end(customer("c"), "k" + outcome, 1, 2_500, outcome, outcome == 2 ? 9_000 : 0);
        }
        journal.decide(
                customer("c"),
                "m",
                5_000,
                decided -> decided.setSource("messages/hello").setNotSentReason(9));
        journal.tell();

        assertThat(ids(new ContactFilter(List.of(5, 6), "", 0))).containsExactly("k4", "k3");
        assertThat(ids(new ContactFilter(List.of(), "messages/hello", 0))).containsExactly("m");
        assertThat(ids(new ContactFilter(List.of(1), "", 9))).containsExactly("m");
        assertThat(ids(new ContactFilter(List.of(), "surveys/nps", 9))).isEmpty();
        ContactEntry failed = contacts.page("shop", new ContactFilter(List.of(5), "", 0), PageKey.LATEST, 1)
                .getFirst();
        assertThat(failed.lastError()).isEqualTo("451 4");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.sendMillis()).isZero();
    }

    @Test
    void followUpsComeInPagesTheOldestFirst() throws SQLException {
        for (int i = 0; i < 5; i++) {
            followUp("c" + i, "k" + i, 1_000 + i);
        }
        journal.follow(customer("c1"), 5_000, changed("k1", 3, "eva"));
        journal.follow(customer("c2"), 5_000, changed("k2", 2, "eva"));
        journal.erase(customer("c3"), 5_000);
        journal.tell();

        assertThat(open("", "", List.of(1, 2))).containsExactly("k0", "k2", "k4");
        assertThat(open("", "", List.of(3))).containsExactly("k1");
        assertThat(open("", "eva", List.of(1, 2, 3))).containsExactly("k1", "k2");
        assertThat(open("surveys/other", "", List.of(1, 2, 3))).isEmpty();
        FollowUpFilter all = new FollowUpFilter(List.of(1, 2), "", "");
        List<FollowUpEntry> first = followUps.page("shop", all, PageKey.OLDEST, 2);
        assertThat(followUps.page("shop", all, first.getLast().key(), 2))
                .extracting(FollowUpEntry::contactId)
                .containsExactly("k4");
        assertThat(followUps.find(customer("c3"), "k3")).as("erased").isPresent();
        assertThat(followUps.find(customer("c3"), "k9")).isEmpty();
    }

    private static StoredFollowUpChanged.Builder changed(String contact, int state, String who) {
        return StoredFollowUpChanged.newBuilder()
                .setContactId(contact)
                .setState(state)
                .setAssignee(who);
    }

    private void followUp(String customer, String contact, long millis) throws SQLException {
        journal.send(customer(customer), contact, millis);
        journal.answer(customer(customer), contact, millis, 1, more -> {});
    }

    private List<String> open(String source, String assignee, List<Integer> states) throws SQLException {
        return followUps.page("shop", new FollowUpFilter(states, source, assignee), PageKey.OLDEST, 10).stream()
                .map(FollowUpEntry::contactId)
                .toList();
    }

    private List<String> ids(ContactFilter filter) throws SQLException {
        return contacts.page("shop", filter, PageKey.LATEST, 10).stream()
                .map(ContactEntry::contactId)
                .toList();
    }

    private static ContactFilter all() {
        return new ContactFilter(List.of(), "", 0);
    }
}
