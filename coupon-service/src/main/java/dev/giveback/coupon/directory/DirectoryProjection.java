package dev.giveback.coupon.directory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.domain.SurpriseSeed;
import dev.giveback.coupon.journal.JournalSerializer;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.StoredCampaignCreated;
import dev.giveback.journal.v1.StoredCodesClaimed;
import dev.giveback.journal.v1.StoredCouponsSettled;
import dev.giveback.journal.v1.StoredDefinition;
import dev.giveback.journal.v1.StoredFate;
import dev.giveback.journal.v1.StoredSettlement;
import dev.giveback.journal.v1.StoredSurprisesDrawn;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps the directory up with the journal, in the transaction that keeps the offset. It stops at an event that it cannot trust and tries
 * again after a pause: a directory that is behind is better than one that is wrong.
 */
public final class DirectoryProjection implements FeedHandler {
    /** Its name, under which its offset is kept. */
    public static final String NAME = "campaign-directory";

    private static final String CREATE = """
            INSERT INTO campaign_directory (program, campaign, display_name, definition, state, version,
                create_millis, update_millis, control_basis_points, seed, seed_commitment, live, revision)
            VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 0, 0)
            """;

    private static final String UPDATE = """
            UPDATE campaign_directory SET display_name = ?, definition = ?, version = version + 1, update_millis = ?,
                control_basis_points = ?
            WHERE program = ? AND campaign = ?
            """;

    private static final String CHANGE_STATE =
            "UPDATE campaign_directory SET state = ?, update_millis = ? WHERE program = ? AND campaign = ?";

    private static final String COUNT_EVENT = """
            UPDATE campaign_directory SET live = ?, revision = revision + 1
            WHERE program = ? AND campaign = ? AND revision = ?
            """;

    private static final String COUNT_DAY = """
            INSERT INTO campaign_days AS d (program, campaign, day, claimed, redeemed, discount) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (program, campaign, day) DO UPDATE SET
                claimed = d.claimed + excluded.claimed,
                redeemed = d.redeemed + excluded.redeemed,
                discount = d.discount + excluded.discount
            """;

    private static final String MARK = "UPDATE campaign_directory_marker SET events = events + ?";

    private final Runnable doubt;

    private DirectoryProjection(Runnable doubt) {
        this.doubt = doubt;
    }

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param tables connections that find the directory's tables and the offset tables
     * @param doubt told when an event does not fit the tables: they may have been lost
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables, Runnable doubt) {
        return FeedProjections.start(
                system, NAME, feed, PersistenceIds.CAMPAIGN_PREFIX, tables, new DirectoryProjection(doubt));
    }

    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        try {
            tell(connection, envelopes);
        } catch (IllegalStateException untold) {
            doubt.run();
            throw untold;
        }
    }

    /**
     * Tells events to the tables that are found on this connection.
     *
     * @throws IllegalStateException at an event that cannot be trusted
     */
    static void tell(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        for (FeedEnvelope envelope : envelopes) {
            apply(connection, PersistenceIds.campaign(envelope.persistenceId()), envelope);
        }
        run(connection, MARK, (long) envelopes.size());
    }

    private static void apply(Connection connection, CampaignId id, FeedEnvelope envelope) throws SQLException {
        CampaignEvent event = event(envelope);
        long millis = event.getRecordMillis();
        switch (event.getChangeCase()) {
            case CREATED -> create(connection, id, event.getCreated(), millis);
            case UPDATED -> update(connection, id, event.getUpdated().getDefinition(), millis);
            case STATE_CHANGED -> change(connection, id, event.getStateChanged().getState(), millis);
            case CLAIMED -> claim(connection, id, event.getClaimed(), millis);
            case SETTLED -> settle(connection, id, event.getSettled());
            case DRAWN -> draw(connection, id, event.getDrawn(), millis);
            case GRANTED -> PeopleTable.remove(connection, id, event.getGranted());
            case REVOKED -> {}
            case CHANGE_NOT_SET -> throw new IllegalStateException(named(envelope) + ": of an unknown kind");
        }
        int counted = run(
                connection,
                COUNT_EVENT,
                event.getLiveAfter(),
                id.program(),
                id.campaign(),
                envelope.sequenceNumber() - 1);
        if (counted != 1) {
            throw new IllegalStateException(named(envelope) + ": not the next one");
        }
    }

    private static void create(Connection connection, CampaignId id, StoredCampaignCreated created, long millis)
            throws SQLException {
        StoredDefinition definition = created.getDefinition();
        boolean draws = definition.getCampaign().hasSurprise();
        SurpriseSeed seed = new Secret(created.getSecret().toByteArray()).surpriseSeed();
        run(
                connection,
                CREATE,
                id.program(),
                id.campaign(),
                definition.getCampaign().getDisplayName(),
                definition.toByteArray(),
                (short) CampaignState.CAMPAIGN_STATE_ACTIVE_VALUE,
                millis,
                millis,
                definition.getCampaign().getControlBasisPoints(),
                draws ? seed.reveal() : "",
                draws ? seed.commitment() : "");
        // It was registered before it was created, unless that was elsewhere or got lost.
        CodeRegistry.register(connection, id, definition.getCampaign());
    }

    private static void change(Connection connection, CampaignId id, CampaignState state, long millis)
            throws SQLException {
        run(connection, CHANGE_STATE, (short) state.getNumber(), millis, id.program(), id.campaign());
        if (state == CampaignState.CAMPAIGN_STATE_ARCHIVED) {
            CodeRegistry.release(connection, id);
        }
    }

    private static void claim(Connection connection, CampaignId id, StoredCodesClaimed claimed, long millis)
            throws SQLException {
        countDay(connection, id, claimed.getDay(), claimed.getClaimsCount(), 0, 0);
        PeopleTable.add(connection, id, claimed, millis);
    }

    private static void draw(Connection connection, CampaignId id, StoredSurprisesDrawn drawn, long millis)
            throws SQLException {
        if (drawn.hasWon()) {
            countDay(connection, id, drawn.getWon().getDay(), drawn.getWon().getClaimsCount(), 0, 0);
        }
        DrawTable.add(connection, id, drawn, millis);
        PeopleTable.add(connection, id, drawn, millis);
    }

    private static void update(Connection connection, CampaignId id, StoredDefinition definition, long millis)
            throws SQLException {
        run(
                connection,
                UPDATE,
                definition.getCampaign().getDisplayName(),
                definition.toByteArray(),
                millis,
                definition.getCampaign().getControlBasisPoints(),
                id.program(),
                id.campaign());
    }

    private static void settle(Connection connection, CampaignId id, StoredCouponsSettled settled) throws SQLException {
        long claimed = 0;
        long redeemed = 0;
        long discount = 0;
        for (StoredSettlement settlement : settled.getSettlementsList()) {
            StoredFate fate = settlement.getFate();
            claimed += fate == StoredFate.STORED_FATE_GRANTED ? 1 : 0;
            int uses = fate == StoredFate.STORED_FATE_REDEEMED ? 1 : fate == StoredFate.STORED_FATE_GIVEN_BACK ? -1 : 0;
            redeemed += uses;
            discount += uses * settlement.getDiscount();
        }
        if (claimed != 0 || redeemed != 0 || discount != 0) {
            countDay(connection, id, settled.getDay(), claimed, redeemed, discount);
        }
    }

    private static void countDay(
            Connection connection, CampaignId id, long day, long claimed, long redeemed, long discount)
            throws SQLException {
        run(connection, COUNT_DAY, id.program(), id.campaign(), day, claimed, redeemed, discount);
    }

    private static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static CampaignEvent event(FeedEnvelope envelope) {
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.CAMPAIGN_EVENT)) {
            throw new IllegalStateException(
                    named(envelope) + ": stored as " + envelope.serializerId() + " " + envelope.manifest()
                            + " (expected: " + JournalSerializer.IDENTIFIER + " " + JournalSerializer.CAMPAIGN_EVENT
                            + ")");
        }
        try {
            return CampaignEvent.parseFrom(
                    JournalRecord.parseFrom(envelope.payload()).getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(named(envelope) + ": not readable", e);
        }
    }

    private static String named(FeedEnvelope envelope) {
        return "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber();
    }
}
