package dev.giveback.feedback.directory;

import static dev.giveback.feedback.directory.ContactJournal.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.journal.v1.StoredFollowUpChanged;
import dev.giveback.journal.v1.StoredOrderFacts;
import dev.giveback.journal.v1.StoredReferralCodeGiven;
import dev.giveback.journal.v1.StoredReferralCredited;
import dev.giveback.journal.v1.StoredReferralEarned;
import dev.giveback.journal.v1.StoredReferralRedeemed;
import dev.giveback.journal.v1.StoredReward;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DirectoryProjectionTest {
    private static final CustomerId ANN = customer("ann");
    private static final CustomerId BOB = customer("bob");

    private final ContactJournal journal = new ContactJournal();
    private final OutboxTable outbox = new OutboxTable(journal.source());
    private final RewardTable rewards = new RewardTable(journal.source());
    private final ReferralTable referrals = new ReferralTable(journal.source());

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatIsDecidedToBeSentIsInTheOutboxUntilItIsSent() throws SQLException {
        journal.decide(ANN, "c1", 1_000);
        journal.tell();
        assertThat(outbox.due(999, 10)).isEmpty();
        assertThat(outbox.due(1_000, 10)).extracting(OutboxTable.Row::contactId).containsExactly("c1");
        assertThat(contact("state, attempts, send_millis, ask_millis")).containsExactly("(2,0,,)");

        journal.begin(ANN, "c1", 1, 2_000, 62_000);
        journal.tell();
        assertThat(outbox.due(61_999, 10)).isEmpty();
        assertThat(outbox.due(62_000, 10)).hasSize(1);

        journal.end(ANN, "c1", 1, 3_000, 2, 9_000);
        journal.tell();
        assertThat(outbox.due(8_999, 10)).isEmpty();
        assertThat(outbox.due(9_000, 10)).hasSize(1);
        assertThat(contact("state, attempts, retry_millis, last_error")).containsExactly("(3,1,9000,\"451 4\")");

        journal.begin(ANN, "c1", 2, 9_000, 69_000);
        journal.end(ANN, "c1", 2, 9_500, 1, 0);
        journal.tell();
        assertThat(outbox.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(contact("state, attempts, send_millis, ask_millis, retry_millis"))
                .containsExactly("(4,2,9500,9500,)");
    }

    @Test
    void whatFailedForGoodIsOnItsWayAgainWhenItIsAskedFor() throws SQLException {
        journal.decide(ANN, "c1", 1_000);
        journal.begin(ANN, "c1", 1, 2_000, 62_000);
        journal.end(ANN, "c1", 1, 3_000, 3, 0);
        journal.tell();
        assertThat(outbox.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(contact("state")).containsExactly("(5)");

        journal.end(ANN, "c1", 1, 4_000, 2, 4_000);
        journal.tell();
        assertThat(outbox.due(4_000, 10)).hasSize(1);
        assertThat(journal.select("SELECT outbox FROM directory_marker")).containsExactly("1");
    }

    @Test
    void aRowThatIsPutOffWaitsUnlessAnEventMovedIt() throws SQLException {
        journal.decide(ANN, "c1", 1_000);
        journal.tell();
        OutboxTable.Row row = outbox.due(1_000, 10).getFirst();

        outbox.postpone(row, 5_000);
        assertThat(outbox.due(4_999, 10)).isEmpty();
        assertThat(outbox.due(5_000, 10)).hasSize(1);

        outbox.postpone(row, 99_000);
        assertThat(outbox.due(5_000, 10))
                .as("it was moved after this row was read")
                .hasSize(1);
    }

    @Test
    void whatIsHandedOutIsSentAndWhatIsNotSentIsNowhereButInTheList() throws SQLException {
        journal.decide(ANN, "c1", 1_000, decided -> decided.setChannel(3));
        journal.decide(BOB, "c2", 1_000, decided -> decided.setNotSentReason(9).setGift(points(5)));
        journal.tell();

        assertThat(outbox.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(rewards.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(journal.select("SELECT (contact_id, state, reason, ask_millis) FROM contact ORDER BY contact_id"))
                .containsExactly("(c1,4,0,1000)", "(c2,1,9,)");
    }

    @Test
    void anAnswerBringsItsRewardsAndItsFollowUpTogether() throws SQLException {
        journal.send(ANN, "c1", 1_000);
        journal.answer(ANN, "c1", 5_000, 2, more -> {});
        journal.tell();

        assertThat(rewards.due(5_000, 10))
                .extracting(
                        RewardTable.Row::rewardId,
                        row -> row.reward().points(),
                        row -> row.reward().campaign())
                .containsExactlyInAnyOrder(tuple("answer-c1", 10L, ""), tuple("recovery-c1", 0L, "sorry"));
        assertThat(journal.select("SELECT (order_id, score, is_delivered) FROM answer"))
                .containsExactly("(order-c1,2,f)");
        assertThat(journal.select("SELECT (order_id, score, state, recovery_campaign) FROM follow_up"))
                .containsExactly("(order-c1,2,1,sorry)");

        journal.settle(ANN, "answer-c1", 6_000);
        journal.settle(ANN, "recovery-c1", 6_000);
        journal.tell();
        assertThat(rewards.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(journal.select("SELECT is_delivered FROM answer")).containsExactly("t");
    }

    @Test
    void aFollowUpIsTaken() throws SQLException {
        journal.send(ANN, "c1", 1_000);
        journal.answer(ANN, "c1", 5_000, 0, more -> {});
        journal.follow(
                ANN,
                6_000,
                StoredFollowUpChanged.newBuilder()
                        .setContactId("c1")
                        .setState(2)
                        .setAssignee("eva")
                        .setNoteHash(ByteString.copyFromUtf8("hash"))
                        .setAuthor("eva"));
        journal.tell();

        assertThat(journal.select("SELECT (state, assignee, create_millis, update_millis) FROM follow_up"))
                .containsExactly("(2,eva,5000,6000)");
    }

    @Test
    void bothOfAReferralAreRewardedOnce() throws SQLException {
        journal.record(
                ANN,
                1_000,
                event -> event.setReferralCodeGiven(
                        StoredReferralCodeGiven.newBuilder().setCode("ABCDEFGHJK")));
        journal.record(
                BOB,
                2_000,
                event -> event.setReferralRedeemed(StoredReferralRedeemed.newBuilder()
                        .setCode("ABCDEFGHJK")
                        .setReferrer("ann")
                        .setReward(points(100))
                        .setReferrerReward(points(200))
                        .setMaxReferrals(20)));
        journal.tell();
        assertThat(referrals.owner("shop", "ABCDEFGHJK")).hasValue(ANN);
        assertThat(referrals.owner("shop", "ABCDEFGHJ0")).isEmpty();
        assertThat(referrals.referrer(BOB)).hasValue(ANN);
        assertThat(referrals.due(Long.MAX_VALUE, 10)).isEmpty();

        journal.record(
                BOB,
                3_000,
                event -> event.setReferralEarned(
                        StoredReferralEarned.newBuilder().setOrderId("o1")));
        journal.tell();
        assertThat(referrals.due(3_000, 10)).containsExactly(new ReferralTable.Row(BOB, ANN, 3_000));
        assertThat(rewards.due(3_000, 10)).extracting(RewardTable.Row::rewardId).containsExactly("referee");

        journal.record(
                ANN,
                4_000,
                event -> event.setReferralCredited(
                        StoredReferralCredited.newBuilder().setReferee("bob").setReward(points(200))));
        journal.tell();
        assertThat(referrals.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(rewards.due(4_000, 10))
                .extracting(RewardTable.Row::rewardId)
                .containsExactly("referee", "referrer-bob");
    }

    @Test
    void whatOneEarnsAndAnotherIsCreditedWithComesInItsOrderInOneBatch() throws SQLException {
        for (int i = 0; i < 20; i++) {
            journal.record(
                    customer("referee" + i),
                    1_000,
                    event -> event.setReferralRedeemed(StoredReferralRedeemed.newBuilder()
                            .setCode("ABCDEFGHJK")
                            .setReferrer("ann")
                            .setReward(points(100))
                            .setReferrerReward(points(200))
                            .setMaxReferrals(20)));
        }
        journal.tell();
        for (int i = 0; i < 20; i++) {
            String referee = "referee" + i;
            journal.record(
                    customer(referee),
                    2_000,
                    event -> event.setReferralEarned(
                            StoredReferralEarned.newBuilder().setOrderId("o1")));
            journal.record(
                    customer("referrer" + i),
                    3_000,
                    event -> event.setReferralCredited(
                            StoredReferralCredited.newBuilder().setReferee(referee)));
        }
        journal.tell();

        assertThat(referrals.due(Long.MAX_VALUE, 100)).isEmpty();
        assertThat(journal.select("SELECT referrals_due FROM directory_marker")).containsExactly("0");
    }

    @Test
    void ofSomebodyErasedNothingIsOnItsWayAndTheScoresStay() throws SQLException {
        journal.send(ANN, "c1", 1_000);
        journal.answer(ANN, "c1", 2_000, 1, more -> {});
        journal.decide(ANN, "c2", 3_000);
        journal.erase(ANN, 4_000);
        journal.tell();

        assertThat(outbox.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(rewards.due(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(journal.select("SELECT (contact_id, state, reason, score) FROM contact ORDER BY contact_id"))
                .containsExactly("(c1,4,0,1)", "(c2,1,1,)");
        assertThat(journal.select("SELECT is_gone FROM follow_up")).containsExactly("t");
    }

    @Test
    void anEmptiedTableIsToldAnewWhenTheProjectionStarts() throws SQLException {
        someEvents();
        journal.tell();
        Map<String, List<String>> rows = journal.rows();

        for (String table : rows.keySet()) {
            journal.execute("DELETE FROM " + table);
            assertThat(journal.rows()).isNotEqualTo(rows);
            journal.stop();
            journal.tell();
            assertThat(journal.rows()).as("%s", table).isEqualTo(rows);
        }
    }

    @Test
    void aLostMarkerIsToldAnew() throws SQLException {
        someEvents();
        journal.tell();
        Map<String, List<String>> rows = journal.rows();

        journal.execute("DELETE FROM directory_marker");
        assertThatThrownBy(() -> {
                    journal.decide(BOB, "late", 9_000);
                    journal.tell();
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost");

        journal.stop();
        journal.tell();
        assertThat(journal.rows().get("answer")).isEqualTo(rows.get("answer"));
        assertThat(journal.select("SELECT contact_id FROM contact ORDER BY contact_id"))
                .contains("late");
    }

    @Test
    void whatIsToldAnewIsNotDueBeforeItIsUpToDate() throws SQLException {
        journal.decide(ANN, "c1", 1_000);
        journal.tell();
        assertThat(outbox.due(1_000, 10)).hasSize(1);

        journal.execute("UPDATE directory_marker SET target_ordering = target_ordering + 1000, "
                + "target_transaction_id = transaction_id + 1000");
        assertThat(outbox.due(1_000, 10)).isEmpty();
    }

    @Test
    void aTableThatFitsIsLeftAlone() throws SQLException {
        someEvents();
        journal.tell();
        journal.execute("UPDATE contact SET last_error = 'touched'");

        journal.stop();
        journal.tell();

        assertThat(journal.select("SELECT DISTINCT last_error FROM contact")).containsExactly("touched");
    }

    @Test
    void eventsInOneGoTellTheSameAsOneByOne() throws SQLException {
        someEvents();
        journal.tell();
        Map<String, List<String>> atOnce = journal.rows();
        try (ContactJournal other = new ContactJournal()) {
            other.tell();
            someEvents(other, true);
            assertThat(other.rows()).isEqualTo(atOnce);
        }
    }

    private void someEvents() throws SQLException {
        someEvents(journal, false);
    }

    private static void someEvents(ContactJournal journal, boolean tells) throws SQLException {
        for (int i = 0; i < 30; i++) {
            CustomerId id = customer("c" + i % 10);
            String contact = "contact" + i;
            journal.decide(
                    id,
                    contact,
                    1_000 + i,
                    decided -> decided.setOrder(
                            StoredOrderFacts.newBuilder().addCategories("tea").setTierId("gold")));
            if (i % 3 != 0) {
                journal.begin(id, contact, 1, 2_000, 60_000);
                journal.end(id, contact, 1, 2_500, 1 + i % 4, 0);
            }
            if (i % 2 == 0) {
                journal.answer(id, contact, 3_000, i % 11, more -> {});
            }
            if (tells) {
                journal.tell();
            }
        }
        journal.follow(
                customer("c0"),
                3_500,
                StoredFollowUpChanged.newBuilder()
                        .setContactId("contact0")
                        .setState(3)
                        .setNoteHash(ByteString.copyFromUtf8("hash")));
        journal.record(
                customer("c1"),
                4_000,
                event -> event.setReferralCodeGiven(
                        StoredReferralCodeGiven.newBuilder().setCode("CODE")));
        journal.record(
                customer("c2"),
                4_000,
                event -> event.setReferralRedeemed(StoredReferralRedeemed.newBuilder()
                        .setCode("CODE")
                        .setReferrer("c1")
                        .setReward(points(1))));
        journal.record(
                customer("c2"), 4_000, event -> event.setReferralEarned(StoredReferralEarned.getDefaultInstance()));
        journal.erase(customer("c9"), 5_000);
        journal.tell();
    }

    private List<String> contact(String columns) throws SQLException {
        return journal.select("SELECT (" + columns + ")::text FROM contact").stream()
                .map(row -> row.startsWith("(") ? row : "(" + row + ")")
                .toList();
    }

    private static StoredReward points(long points) {
        return StoredReward.newBuilder().setPoints(points).build();
    }
}
