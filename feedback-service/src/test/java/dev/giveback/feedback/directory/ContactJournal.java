package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.journal.v1.ContactEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredAttemptBegun;
import dev.giveback.journal.v1.StoredAttemptEnded;
import dev.giveback.journal.v1.StoredContactDecided;
import dev.giveback.journal.v1.StoredContactErased;
import dev.giveback.journal.v1.StoredFollowUpChanged;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import dev.giveback.journal.v1.StoredReward;
import dev.giveback.journal.v1.StoredRewardSettled;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A journal of contacts by plain SQL, past the actors, with the read model beside it. */
public final class ContactJournal implements AutoCloseable {
    private static final String SCHEMA = "feedback";
    private static final int SERIALIZER = 8173;

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource(SCHEMA);
    private final JournalFeed feed = JournalFeed.over(source);
    private final Map<CustomerId, Long> sequences = new HashMap<>();
    private DirectoryPlace place = new DirectoryPlace(source);
    private FeedOffset offset = FeedOffset.START;
    private boolean isStarted;

    /** An empty one. */
    public ContactJournal() {
        JournalSchema.migrate(database.dataSource(), SCHEMA);
        DirectorySchema.migrate(database.dataSource(), SCHEMA);
    }

    /** Connections that find the tables. */
    public DataSource source() {
        return source;
    }

    /** A customer of the program {@code shop}. */
    public static CustomerId customer(String id) {
        return new CustomerId("shop", id);
    }

    /** Records an event, which the read model does not know yet. */
    public void record(CustomerId id, long millis, Consumer<ContactEvent.Builder> change) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,
                            adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
                        VALUES (?, ?, ?, gen_random_uuid(), '', ?, 'C1', ?)""")) {
            ContactEvent.Builder event = ContactEvent.newBuilder().setRecordMillis(millis);
            change.accept(event);
            statement.setString(1, "contact|" + id.entity());
            statement.setLong(2, sequences.merge(id, 1L, Long::sum));
            statement.setLong(3, millis);
            statement.setInt(4, SERIALIZER);
            statement.setBytes(
                    5,
                    JournalRecord.newBuilder()
                            .setEvent(event.build().toByteString())
                            .build()
                            .toByteArray());
            statement.executeUpdate();
        }
    }

    /** Decides to ask by e-mail about an order of the same id as the contact. */
    public void decide(CustomerId id, String contactId, long millis) throws SQLException {
        decide(id, contactId, millis, decided -> {});
    }

    /** The same with some things different. */
    public void decide(CustomerId id, String contactId, long millis, Consumer<StoredContactDecided.Builder> more)
            throws SQLException {
        StoredContactDecided.Builder decided = StoredContactDecided.newBuilder()
                .setContactId(contactId)
                .setSource("surveys/nps")
                .setSourceVersion(1)
                .setOccasion(1)
                .setReference("order-" + contactId)
                .setOccasionMillis(millis)
                .setChannel(1)
                .setPurpose(2)
                .setLanguageCode("en")
                .setExpireMillis(millis + 1_000_000);
        more.accept(decided);
        record(id, millis, event -> event.setDecided(decided));
    }

    /** Decides, and sends at once. */
    public void send(CustomerId id, String contactId, long millis) throws SQLException {
        decide(id, contactId, millis);
        begin(id, contactId, 1, millis, millis + 60_000);
        end(id, contactId, 1, millis, 1, 0);
    }

    /** A try begins. */
    public void begin(CustomerId id, String contactId, int attempt, long millis, long leaseMillis) throws SQLException {
        record(
                id,
                millis,
                event -> event.setAttemptBegun(StoredAttemptBegun.newBuilder()
                        .setContactId(contactId)
                        .setAttempt(attempt)
                        .setLeaseMillis(leaseMillis)));
    }

    /** A try ends. */
    public void end(CustomerId id, String contactId, int attempt, long millis, int outcome, long retryMillis)
            throws SQLException {
        record(
                id,
                millis,
                event -> event.setAttemptEnded(StoredAttemptEnded.newBuilder()
                        .setContactId(contactId)
                        .setAttempt(attempt)
                        .setOutcome(outcome)
                        .setRetryMillis(retryMillis)
                        .setDetail(outcome == 1 ? "" : "451 4")));
    }

    /** Answers with a score, worth ten points; a score of 2 or less opens a follow-up and brings a coupon. */
    public void answer(CustomerId id, String contactId, long millis, int score, Consumer<StoredAnswered.Builder> more)
            throws SQLException {
        StoredAnswered.Builder answered = StoredAnswered.newBuilder()
                .setContactId(contactId)
                .addAnswers(
                        StoredQuestionAnswer.newBuilder().setQuestionId("score").setScorePlusOne(score + 1))
                .setScorePlusOne(score + 1)
                .setReward(StoredReward.newBuilder().setPoints(10));
        if (score <= 2) {
            answered.setFollowUp(true).setRecovery(StoredReward.newBuilder().setCampaign("sorry"));
        }
        more.accept(answered);
        record(id, millis, event -> event.setAnswered(answered));
    }

    /** A reward arrives. */
    public void settle(CustomerId id, String rewardId, long millis) throws SQLException {
        record(
                id,
                millis,
                event -> event.setRewardSettled(StoredRewardSettled.newBuilder().setRewardId(rewardId)));
    }

    /** A follow-up is changed. */
    public void follow(CustomerId id, long millis, StoredFollowUpChanged.Builder changed) throws SQLException {
        record(id, millis, event -> event.setFollowUpChanged(changed));
    }

    /** The customer is erased. */
    public void erase(CustomerId id, long millis) throws SQLException {
        record(id, millis, event -> event.setErased(StoredContactErased.getDefaultInstance()));
    }

    /** Tells all of the journal to the read model, as the projection does. */
    public void tell() throws SQLException {
        if (!isStarted) {
            offset = place.get();
            isStarted = true;
        }
        DirectoryProjection projection = new DirectoryProjection(place);
        for (FeedPage page = feed.read(offset, "contact|"); page.rowsSeen() > 0; page = feed.read(offset, "contact|")) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                projection.apply(connection, page.envelopes());
                connection.commit();
            }
            offset = page.next();
        }
    }

    /** The projection ends; the next {@link #tell} starts it anew. */
    public void stop() {
        place = new DirectoryPlace(source);
        isStarted = false;
    }

    /** Runs statements. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of all tables that follow the journal, as text. */
    public Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new HashMap<>();
        for (Effect.Counted table : Effect.Counted.values()) {
            if (table != Effect.Counted.NOTHING) {
                rows.put(
                        table.table(),
                        select("SELECT t::text FROM " + table.table() + " AS t ORDER BY t::text COLLATE \"C\""));
            }
        }
        return rows;
    }

    /** The first column of what is selected. */
    public List<String> select(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
