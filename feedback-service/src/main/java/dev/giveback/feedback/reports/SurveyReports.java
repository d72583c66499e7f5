package dev.giveback.feedback.reports;

import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.reports.SurveyReport.ChoiceCount;
import dev.giveback.feedback.reports.SurveyReport.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sums of surveys, which the database makes: it reads the survey's invitations of the time asked for by an index, and gives a row for each key and
 * score. All of a report is of one moment.
 */
public final class SurveyReports {
    /** The most rows of a report; of more keys those with the most invitations are given. */
    public static final int MAX_KEYS = 1_000;

    private static final String ASKED = """
            FROM contact AS c WHERE c.program = ? AND c.source = ? AND c.ask_millis >= ? AND c.ask_millis < ?
                AND (? OR NOT c.is_simulated)
            """;

    private static final String CHOICES = """
            SELECT choice, count(*) FROM answer AS a CROSS JOIN LATERAL unnest(a.choices) AS choice
            WHERE a.program = ? AND a.source = ? AND a.ask_millis >= ? AND a.ask_millis < ? AND (? OR NOT a.is_simulated)
            GROUP BY choice ORDER BY choice COLLATE "C"
            """;

    private final DataSource source;

    /** Reports over the tables of the read model. */
    public SurveyReports(DataSource source) {
        this.source = source;
    }

    /**
     * A report; it blocks.
     *
     * @param kind of the survey's score; null if it has none
     */
    public SurveyReport of(ReportQuery query, @Nullable QuestionKind kind) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                Row total = rows(connection, query, ReportBy.TOTAL, kind).stream()
                        .findFirst()
                        .orElse(new Row("", 0, 0, kind == null ? null : Scores.none(kind)));
                List<Row> rows = query.by() == ReportBy.TOTAL ? List.of() : rows(connection, query, query.by(), kind);
                return new SurveyReport(total, rows, choices(connection, query));
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        }
    }

    /** Scores may be missing though there is an answer, so answers are counted by their time. */
    private static String counts(ReportBy by) {
        return """
                WITH c AS (SELECT c.ask_millis, c.answer_millis, c.score, c.campaigns, c.categories, c.tier_id %s),
                counted AS (
                    SELECT key, c.score, count(*) AS invited, count(c.answer_millis) AS answered
                    FROM c CROSS JOIN LATERAL %s GROUP BY key, c.score),
                kept AS (SELECT key FROM counted GROUP BY key ORDER BY sum(invited) DESC, key LIMIT %d)
                SELECT %s, score, invited, answered FROM counted JOIN kept USING (key)
                """.formatted(ASKED, by.keys(), MAX_KEYS, by.shown());
    }

    private static List<Row> rows(Connection connection, ReportQuery query, ReportBy by, @Nullable QuestionKind kind)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(counts(by))) {
            statement.setString(1, query.program());
            statement.setString(2, query.source());
            statement.setLong(3, query.startMillis());
            statement.setLong(4, query.endMillis());
            statement.setBoolean(5, query.withSimulated());
            if (by.takesZone()) {
                statement.setString(6, query.zone().getId());
            }
            try (ResultSet row = statement.executeQuery()) {
                Map<String, Row> rows = new TreeMap<>();
                while (row.next()) {
                    add(rows, row, kind);
                }
                return List.copyOf(rows.values());
            }
        }
    }

    private static void add(Map<String, Row> rows, ResultSet row, @Nullable QuestionKind kind) throws SQLException {
        String key = row.getString(1);
        int score = row.getInt(2);
        boolean hasScore = !row.wasNull();
        long invited = row.getLong(3);
        long answered = row.getLong(4);
        Row before = rows.getOrDefault(key, new Row(key, 0, 0, kind == null ? null : Scores.none(kind)));
        Scores scores = before.scores();
        rows.put(
                key,
                new Row(
                        key,
                        before.invited() + invited,
                        before.answered() + answered,
                        scores == null || !hasScore ? scores : scores.with(score, answered)));
    }

    private static List<ChoiceCount> choices(Connection connection, ReportQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHOICES)) {
            statement.setString(1, query.program());
            statement.setString(2, query.source());
            statement.setLong(3, query.startMillis());
            statement.setLong(4, query.endMillis());
            statement.setBoolean(5, query.withSimulated());
            try (ResultSet row = statement.executeQuery()) {
                List<ChoiceCount> counts = new ArrayList<>();
                while (row.next()) {
                    String choice = row.getString(1);
                    int slash = choice.indexOf('/');
                    counts.add(
                            new ChoiceCount(choice.substring(0, slash), choice.substring(slash + 1), row.getLong(2)));
                }
                return counts;
            }
        }
    }
}
