package dev.giveback.coupon.directory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.journal.v1.StoredDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** Answers what the read model knows. It is a moment behind the journal. No call blocks its caller. */
public final class Directory {
    private static final String PAGE = """
            SELECT campaign, definition, state, version, create_millis, update_millis, seed, seed_commitment
            FROM campaign_directory
            WHERE program = ? AND campaign > ? AND state = ANY (?)
                AND (? = '' OR position(? IN campaign) > 0 OR position(? IN lower(display_name)) > 0)
            ORDER BY campaign
            LIMIT ?
            """;

    private static final String DAYS = """
            SELECT day, claimed, redeemed, discount FROM campaign_days
            WHERE program = ? AND campaign = ? ORDER BY day DESC LIMIT ?
            """;

    private static final String AWAKE = "SELECT program, campaign FROM campaign_directory WHERE live > 0 LIMIT ?";

    /** States 1 and 2 are ACTIVE and PAUSED, 4 is ARCHIVED. */
    private static final String ORDER_READERS = """
            SELECT program, campaign, seed <> '' AND state IN (1, 2), control_basis_points > 0 FROM campaign_directory
            WHERE (seed <> '' AND state IN (1, 2)) OR (control_basis_points > 0 AND state <> 4)
            ORDER BY program, campaign LIMIT ?
            """;

    private static final String READ_UP_TO = "SELECT max(record_millis) FROM feed_progress WHERE reader = ?";

    private final Queries queries;

    /**
     * A directory over the tables of {@link DirectorySchema}.
     *
     * @param executor whose threads may block on the database
     */
    public Directory(DataSource source, Executor executor) {
        queries = new Queries(source, executor);
    }

    /**
     * The campaigns of a program whose ids come after this one, by id.
     *
     * @param text that id or name must contain, in upper or lower case; empty for all
     * @param limit the most entries; fewer come on the last page only
     */
    public CompletionStage<List<CampaignEntry>> page(
            String program, String afterCampaign, Collection<CampaignState> states, String text, int limit) {
        String lower = text.toLowerCase(Locale.ROOT);
        Short[] numbers =
                states.stream().map(state -> (short) state.getNumber()).toArray(Short[]::new);
        return queries.ask(PAGE, statement -> {
            statement.setString(1, program);
            statement.setString(2, afterCampaign);
            statement.setArray(3, statement.getConnection().createArrayOf("int2", numbers));
            statement.setString(4, lower);
            statement.setString(5, lower);
            statement.setString(6, lower);
            statement.setInt(7, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<CampaignEntry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(row));
                }
                return entries;
            }
        });
    }

    private static CampaignEntry entry(ResultSet row) throws SQLException {
        try {
            return new CampaignEntry(
                    row.getString(1),
                    StoredDefinition.parseFrom(row.getBytes(2)),
                    CampaignState.forNumber(row.getShort(3)),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getString(7),
                    row.getString(8));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("campaign_directory.definition: not readable", e);
        }
    }

    /** The latest days of a campaign on which anything happened, latest first. */
    public CompletionStage<List<DayEntry>> days(CampaignId id, int limit) {
        return queries.ask(DAYS, statement -> {
            statement.setString(1, id.program());
            statement.setString(2, id.campaign());
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<DayEntry> days = new ArrayList<>();
                while (row.next()) {
                    days.add(new DayEntry(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
                return days;
            }
        });
    }

    /** Campaigns that watch claims, and so must be awake. */
    public CompletionStage<List<CampaignId>> awake(int limit) {
        return queries.ask(AWAKE, statement -> {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<CampaignId> campaigns = new ArrayList<>();
                while (row.next()) {
                    campaigns.add(new CampaignId(row.getString(1), row.getString(2)));
                }
                return campaigns;
            }
        });
    }

    /** Campaigns that need the orders of their programs, by name. */
    public CompletionStage<List<OrderReader>> orderReaders(int limit) {
        return queries.ask(ORDER_READERS, statement -> {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<OrderReader> readers = new ArrayList<>();
                while (row.next()) {
                    readers.add(new OrderReader(
                            new CampaignId(row.getString(1), row.getString(2)), row.getBoolean(3), row.getBoolean(4)));
                }
                return readers;
            }
        });
    }

    /**
     * Up to which moment the customers' journals are counted by the reader of this name, milliseconds since 1970-01-01T00:00:00Z; 0 when
     * nothing is.
     */
    public CompletionStage<Long> readUpTo(String reader) {
        return queries.ask(READ_UP_TO, statement -> {
            statement.setString(1, reader);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
