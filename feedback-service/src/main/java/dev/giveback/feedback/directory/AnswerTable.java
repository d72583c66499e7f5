package dev.giveback.feedback.directory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.journal.v1.StoredAnswered;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Answers of a survey, with the texts that are still there. It is a moment behind the journal. */
public final class AnswerTable {
    private static final String COLUMNS = """
            SELECT a.customer, a.contact_id, a.source_version, a.order_id, a.answered, a.answer_millis, a.is_delivered,
                t.hashes, t.texts
            FROM answer AS a LEFT JOIN LATERAL (
                SELECT array_agg(encode(p.hash, 'hex') ORDER BY p.hash) AS hashes, array_agg(p.text ORDER BY p.hash) AS texts
                FROM personal_text AS p
                WHERE ? AND p.program = a.program AND p.customer = a.customer AND p.hash = ANY (a.text_hashes)) AS t ON true
            WHERE a.program = ? AND a.source = ? AND (? OR NOT a.is_simulated)
            """;

    /** One text must have all the words. Their language is not known, so words are looked for as they are written, in any case. */
    private static final String WITH_WORDS = """
                AND EXISTS (
                    SELECT FROM personal_text AS p
                    WHERE p.program = ? AND p.program = a.program AND p.customer = a.customer
                        AND p.hash = ANY (a.text_hashes)
                        AND to_tsvector('simple', p.text) @@ websearch_to_tsquery('simple', ?))
            """;

    private static final String LATEST_FIRST = """
                AND (a.answer_millis, a.customer, a.contact_id) < (?, ?, ?)
            ORDER BY a.answer_millis DESC, a.customer DESC, a.contact_id DESC LIMIT ?
            """;

    private static final String OLDEST_FIRST = """
                AND (a.answer_millis, a.customer, a.contact_id) > (?, ?, ?)
            ORDER BY a.answer_millis, a.customer, a.contact_id LIMIT ?
            """;

    private final DataSource source;

    /** Answers in the table of {@link DirectorySchema}; the table of texts must be there too. */
    public AnswerTable(DataSource source) {
        this.source = source;
    }

    /** Answers before the end of a page, the latest first; fewer than {@code limit} come at the end only. It blocks. */
    public List<AnswerEntry> before(String program, String survey, AnswerFilter filter, PageKey end, int limit)
            throws SQLException {
        return page(LATEST_FIRST, program, survey, filter, true, end, limit);
    }

    /**
     * Answers after the end of a page, the oldest first; fewer than {@code limit} come at the end only. It blocks.
     *
     * @param withTexts whether texts are read
     */
    public List<AnswerEntry> after(
            String program, String survey, AnswerFilter filter, boolean withTexts, PageKey end, int limit)
            throws SQLException {
        return page(OLDEST_FIRST, program, survey, filter, withTexts, end, limit);
    }

    private List<AnswerEntry> page(
            String order, String program, String survey, AnswerFilter filter, boolean withTexts, PageKey end, int limit)
            throws SQLException {
        String sql = COLUMNS
                + (filter.minScore() == null ? "" : " AND a.score >= ?")
                + (filter.maxScore() == null ? "" : " AND a.score <= ?")
                + (filter.words().isEmpty() ? "" : WITH_WORDS)
                + order;
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setBoolean(next++, withTexts);
            statement.setString(next++, program);
            statement.setString(next++, survey);
            statement.setBoolean(next++, filter.withSimulated());
            for (Integer bound : Arrays.asList(filter.minScore(), filter.maxScore())) {
                if (bound != null) {
                    statement.setInt(next++, bound);
                }
            }
            if (!filter.words().isEmpty()) {
                statement.setString(next++, program);
                statement.setString(next++, filter.words());
            }
            statement.setLong(next++, end.millis());
            statement.setString(next++, end.customer());
            statement.setString(next++, end.contactId());
            statement.setInt(next, limit);
            return read(program, statement);
        }
    }

    private static List<AnswerEntry> read(String program, PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<AnswerEntry> entries = new ArrayList<>();
            while (row.next()) {
                entries.add(new AnswerEntry(
                        new CustomerId(program, row.getString(1)),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        answered(row.getBytes(5)),
                        texts(row),
                        row.getLong(6),
                        row.getBoolean(7)));
            }
            return entries;
        }
    }

    private static StoredAnswered answered(byte[] stored) {
        try {
            return StoredAnswered.parseFrom(stored);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer of the read model: not readable", e);
        }
    }

    private static Map<String, String> texts(ResultSet row) throws SQLException {
        Array hashes = row.getArray(8);
        if (hashes == null) {
            return Map.of();
        }
        String[] names = (String[]) hashes.getArray();
        String[] values = (String[]) row.getArray(9).getArray();
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            texts.put(names[i], values[i]);
        }
        return texts;
    }
}
