package dev.giveback.coupon.directory;

import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.v1.Campaign;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Which campaign a code belongs to. The primary key of its table decides every race for a code: a campaign is created only while its
 * registration is there and younger than {@link #CREATE_WITHIN}; a registration whose campaign does not exist can be taken over only when
 * it is older than {@link #FREE_AFTER}. So of two campaigns that race for a code one is created, unless a write takes longer, or clocks
 * differ by more, than the 40 seconds between the two.
 *
 * <p>To find the campaign of a typed code a node keeps all registrations of a program for {@link #KEPT}.
 */
public final class CodeRegistry {
    /** After its registration a campaign must be decided within this time. */
    public static final Duration CREATE_WITHIN = Duration.ofSeconds(20);

    /** A registration without a campaign can be taken over after this time. */
    public static final Duration FREE_AFTER = Duration.ofSeconds(60);

    /** How long a node does not notice what another one registers. */
    public static final Duration KEPT = Duration.ofSeconds(1);

    private static final int MIN_PREFIX = 2;

    private static final String REGISTER = """
            INSERT INTO code_registry AS r (program, is_prefix, code, campaign) VALUES (?, ?, ?, ?)
            ON CONFLICT (program, is_prefix, code) DO UPDATE SET register_time = excluded.register_time
            WHERE r.campaign = excluded.campaign
            RETURNING campaign
            """;

    private static final String ADD = """
            INSERT INTO code_registry (program, is_prefix, code, campaign) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String OWNER = """
            SELECT campaign, extract(epoch FROM clock_timestamp() - register_time) > ? AS is_free
            FROM code_registry WHERE program = ? AND is_prefix = ? AND code = ?
            """;

    private static final String TAKE_OVER = """
            UPDATE code_registry SET campaign = ?, register_time = clock_timestamp()
            WHERE program = ? AND is_prefix = ? AND code = ? AND campaign = ?
                AND (? OR extract(epoch FROM clock_timestamp() - register_time) > ?)
            """;

    private static final String RELEASE = "DELETE FROM code_registry WHERE program = ? AND campaign = ?";

    private static final String ALL = "SELECT is_prefix, code, campaign FROM code_registry WHERE program = ?";

    private final Queries queries;
    private final InstantSource clock;
    private final ConcurrentMap<String, CompletableFuture<Kept>> kept = new ConcurrentHashMap<>();

    /**
     * The registry in these tables.
     *
     * @param executor whose threads may block on the database
     */
    public CodeRegistry(DataSource source, Executor executor, InstantSource clock) {
        queries = new Queries(source, executor);
        this.clock = clock;
    }

    /** A code of one program, or the prefix of its unique codes. */
    public record Entry(String program, boolean isPrefix, String code) {
        /** That of a campaign; nothing if it has no code. */
        public static Optional<Entry> of(String program, Campaign campaign) {
            if (campaign.hasPublicCode()) {
                return Optional.of(new Entry(
                        program, false, normal(campaign.getPublicCode().getCode())));
            }
            return campaign.hasUniqueCodes()
                    ? Optional.of(new Entry(
                            program, true, prefix(campaign.getUniqueCodes().getPattern())))
                    : Optional.empty();
        }

        /** What the codes of a pattern begin with, as codes are compared. */
        public static String prefix(String pattern) {
            int end = pattern.indexOf('#');
            return normal(end < 0 ? pattern : pattern.substring(0, end));
        }

        private static String normal(String code) {
            return CodeText.normalise(code) instanceof CodeText text ? text.value() : "";
        }
    }

    /** Registers the code of a campaign that exists, if nobody has it. */
    static void register(Connection connection, CampaignId id, Campaign campaign) throws SQLException {
        Optional<Entry> entry = Entry.of(id.program(), campaign);
        if (entry.isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                bind(statement, 1, entry.get());
                statement.setString(4, id.campaign());
                statement.executeUpdate();
            }
        }
    }

    /** Frees the code of a campaign that was archived. */
    static void release(Connection connection, CampaignId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setString(1, id.program());
            statement.setString(2, id.campaign());
            statement.executeUpdate();
        }
    }

    /** Who has a code, and whether the registration is so old that it counts for nothing if there is no such campaign. */
    public record Owner(CampaignId campaign, boolean isOld) {}

    private record Kept(Instant until, Map<String, CampaignId> codes, Map<String, CampaignId> prefixes) {}

    /** Registers a code for a campaign; nothing when it is registered now, else who has it. Registering again renews it. */
    public CompletionStage<Optional<Owner>> register(Entry entry, CampaignId campaign) {
        return queries.ask(REGISTER, statement -> {
                    bind(statement, 1, entry);
                    statement.setString(4, campaign.campaign());
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next();
                    }
                })
                .thenCompose(registered -> {
                    kept.remove(entry.program());
                    return registered ? CompletableFuture.completedFuture(Optional.empty()) : owner(entry);
                });
    }

    private CompletionStage<Optional<Owner>> owner(Entry entry) {
        return queries.ask(OWNER, statement -> {
            statement.setLong(1, FREE_AFTER.toSeconds());
            bind(statement, 2, entry);
            try (ResultSet row = statement.executeQuery()) {
                // Gone since: whoever asks is told to try again by an owner that does not exist.
                return row.next()
                        ? Optional.of(new Owner(new CampaignId(entry.program(), row.getString(1)), row.getBoolean(2)))
                        : Optional.of(new Owner(new CampaignId(entry.program(), ""), false));
            }
        });
    }

    /**
     * Takes a code over from a campaign that was archived, or from one that was never created.
     *
     * @param archived else the registration must be old
     * @return whether it is registered for the new campaign now
     */
    public CompletionStage<Boolean> takeOver(Entry entry, CampaignId from, CampaignId to, boolean archived) {
        return queries.ask(TAKE_OVER, statement -> {
            statement.setString(1, to.campaign());
            bind(statement, 2, entry);
            statement.setString(5, from.campaign());
            statement.setBoolean(6, archived);
            statement.setLong(7, FREE_AFTER.toSeconds());
            kept.remove(entry.program());
            return statement.executeUpdate() == 1;
        });
    }

    /** Frees the code of an archived campaign. */
    public CompletionStage<Boolean> release(CampaignId campaign) {
        return queries.ask(RELEASE, statement -> {
            statement.setString(1, campaign.program());
            statement.setString(2, campaign.campaign());
            kept.remove(campaign.program());
            return statement.executeUpdate() > 0;
        });
    }

    /** The campaigns that a typed code may belong to: that of the same public code first, then those of its longest prefixes. */
    public CompletionStage<List<CampaignId>> find(String program, CodeText code) {
        return registrations(program).thenApply(known -> candidates(known, code.value()));
    }

    private static List<CampaignId> candidates(Kept known, String code) {
        List<CampaignId> candidates = new ArrayList<>();
        Optional.ofNullable(known.codes().get(code)).ifPresent(candidates::add);
        for (int length = code.length(); length >= MIN_PREFIX; length--) {
            Optional.ofNullable(known.prefixes().get(code.substring(0, length))).ifPresent(candidates::add);
        }
        return candidates;
    }

    private CompletionStage<Kept> registrations(String program) {
        CompletableFuture<Kept> known = kept.get(program);
        boolean isFresh = known != null
                && (!known.isDone()
                        || (known.state() == Future.State.SUCCESS
                                && clock.instant().isBefore(known.resultNow().until())));
        if (known != null && isFresh) {
            return known;
        }
        CompletableFuture<Kept> asked =
                queries.ask(ALL, statement -> load(statement, program)).toCompletableFuture();
        kept.put(program, asked);
        return asked;
    }

    private Kept load(PreparedStatement statement, String program) throws SQLException {
        Instant until = clock.instant().plus(KEPT);
        Map<String, CampaignId> codes = new HashMap<>();
        Map<String, CampaignId> prefixes = new HashMap<>();
        statement.setString(1, program);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                (row.getBoolean(1) ? prefixes : codes).put(row.getString(2), new CampaignId(program, row.getString(3)));
            }
        }
        return new Kept(until, codes, prefixes);
    }

    private static void bind(PreparedStatement statement, int from, Entry entry) throws SQLException {
        statement.setString(from, entry.program());
        statement.setBoolean(from + 1, entry.isPrefix());
        statement.setString(from + 2, entry.code());
    }
}
