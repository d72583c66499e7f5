package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.VerificationRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which programs have customers, in the journal or beside it, and whether their totals are the sums of their customers. */
final class ProgramTables {
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private static final String BESIDE = """
            SELECT program FROM program_totals
            UNION SELECT program FROM saga_under_way
            UNION SELECT program FROM (
                WITH RECURSIVE p AS (
                    (SELECT program FROM customer_directory ORDER BY program LIMIT 1)
                    UNION ALL
                    SELECT (SELECT d.program FROM customer_directory AS d WHERE d.program > p.program ORDER BY d.program LIMIT 1)
                    FROM p WHERE p.program IS NOT NULL
                )
                SELECT program FROM p WHERE program IS NOT NULL
            ) AS directory
            """;
    private static final String NEXT = """
            SELECT persistence_id FROM event_journal WHERE persistence_id > ? AND persistence_id < ?
            ORDER BY persistence_id LIMIT 1
            """;
    private static final List<String> COLUMNS = List.of(
            "customer_count",
            "order_count",
            "event_count",
            "outstanding",
            "earned",
            "spent",
            "expired",
            "taken_back",
            "restored",
            "adjusted",
            "transferred");
    /** One statement sees one moment, so it holds while customers change. */
    private static final String TOTALS = """
            SELECT coalesce(t.program, d.program),
                coalesce(t.customer_count, 0), coalesce(t.order_count, 0), coalesce(t.event_count, 0),
                coalesce(t.outstanding, 0), coalesce(t.earned, 0), coalesce(t.spent, 0), coalesce(t.expired, 0),
                coalesce(t.taken_back, 0), coalesce(t.restored, 0), coalesce(t.adjusted, 0), coalesce(t.transferred, 0),
                coalesce(d.customer_count, 0), coalesce(d.order_count, 0), coalesce(d.event_count, 0),
                coalesce(d.outstanding, 0), coalesce(d.earned, 0), coalesce(d.spent, 0), coalesce(d.expired, 0),
                coalesce(d.taken_back, 0), coalesce(d.restored, 0), coalesce(d.adjusted, 0), coalesce(d.transferred, 0)
            FROM (SELECT * FROM program_totals WHERE ?::text IS NULL OR program = ?) AS t
            FULL JOIN (
                SELECT program, count(*) AS customer_count, sum(order_count)::bigint AS order_count,
                    sum(revision)::bigint AS event_count, sum(total)::bigint AS outstanding, sum(earned)::bigint AS earned,
                    sum(spent)::bigint AS spent, sum(expired)::bigint AS expired, sum(taken_back)::bigint AS taken_back,
                    sum(restored)::bigint AS restored, sum(adjusted)::bigint AS adjusted,
                    sum(transferred)::bigint AS transferred
                FROM customer_directory WHERE ?::text IS NULL OR program = ?
                GROUP BY program
            ) AS d USING (program)
            """;

    private final DataSource source;

    ProgramTables(DataSource source) {
        this.source = source;
    }

    /** In the order of their ids. */
    List<String> withCustomers() throws SQLException {
        TreeSet<String> programs = new TreeSet<>();
        try (Connection connection = source.getConnection()) {
            try (PreparedStatement statement = connection.prepareStatement(BESIDE);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    programs.add(row.getString(1));
                }
            }
            String after = PersistenceIds.CUSTOMER_PREFIX;
            for (String found = next(connection, after); found != null; found = next(connection, after)) {
                int bar = found.indexOf('|', PersistenceIds.CUSTOMER_PREFIX.length());
                if (bar < 0) {
                    after = found;
                } else {
                    programs.add(found.substring(PersistenceIds.CUSTOMER_PREFIX.length(), bar));
                    after = found.substring(0, bar + 1) + HIGHEST;
                }
            }
        }
        return new ArrayList<>(programs);
    }

    private static @Nullable String next(Connection connection, String after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, after);
            statement.setString(2, PersistenceIds.CUSTOMER_PREFIX + HIGHEST);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** @param program null for all */
    void checkTotals(@Nullable String program, Findings findings) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(TOTALS)) {
            for (int i = 1; i <= 4; i++) {
                statement.setString(i, program);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    compare(row, findings);
                }
            }
        }
    }

    private static void compare(ResultSet row, Findings findings) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            long has = row.getLong(2 + i);
            long expected = row.getLong(2 + COLUMNS.size() + i);
            if (has != expected) {
                wrong.add(COLUMNS.get(i) + " " + has + " (expected: " + expected + ")");
            }
        }
        if (!wrong.isEmpty()) {
            findings.add(
                    VerificationRule.VERIFICATION_RULE_PROGRAM_TOTALS,
                    "programs/" + row.getString(1),
                    0,
                    "the totals have " + String.join(", ", wrong));
        }
    }
}
