package dev.giveback.feedback.texts;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The table of personal texts. A text is kept before the event that names its hash and marked as recorded after it; what a crash left without
 * an event is found by {@link #open}. Every method blocks on the database.
 */
public final class Texts {
    private static final String KEEP = """
            INSERT INTO personal_text (program, customer, hash, salt, text, keep_millis)
            VALUES (?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?) ON CONFLICT DO NOTHING""";
    private static final String OF_HASHES = " WHERE program = ? AND customer = ? AND encode(hash, 'hex') = ANY (?)";
    private static final String READ = "SELECT encode(hash, 'hex'), text FROM personal_text" + OF_HASHES;
    private static final String RECORD = "UPDATE personal_text SET recorded = true" + OF_HASHES + " AND NOT recorded";
    private static final String DROP = "WITH dropped AS (DELETE FROM personal_text" + OF_HASHES + """
             AND NOT recorded RETURNING program, customer)
            INSERT INTO personal_text_erasure (program, customer, purge_due, erase_millis)
            SELECT DISTINCT program, customer, false, ?::bigint FROM dropped ON CONFLICT DO NOTHING""";
    private static final String OPEN = """
            SELECT program, customer, encode(hash, 'hex') FROM personal_text
            WHERE NOT recorded AND keep_millis < ? ORDER BY keep_millis LIMIT ?""";
    private static final String SEARCH = """
            SELECT program, customer, encode(hash, 'hex') FROM personal_text
            WHERE program = ? AND recorded AND to_tsvector('simple', text) @@ websearch_to_tsquery('simple', ?)
            ORDER BY keep_millis DESC LIMIT ?""";

    private final DataSource source;

    /** The texts in this database, whose schema {@link TextSchema} has migrated. */
    public Texts(DataSource source) {
        this.source = source;
    }

    /** A text that is named but not read. */
    public record Found(CustomerId customer, String hash) {}

    /** Keeps texts of a customer, all or none; one that is there stays. */
    public void keep(CustomerId customer, Collection<PersonalText> texts, long nowMillis) {
        if (texts.isEmpty()) {
            return;
        }
        run(KEEP, insert -> {
            for (PersonalText text : texts) {
                insert.setString(1, customer.program());
                insert.setString(2, customer.customer());
                insert.setString(3, text.hash());
                insert.setString(4, text.salt());
                insert.setString(5, text.text());
                insert.setLong(6, nowMillis);
                insert.addBatch();
            }
            return insert.executeBatch();
        });
    }

    /** Texts by their hashes; those that were erased are missing. */
    public Map<String, String> read(CustomerId customer, Collection<String> hashes) {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        return ofHashes(READ, customer, hashes, query -> {
            Map<String, String> texts = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getString(1), row.getString(2));
                }
            }
            return texts;
        });
    }

    /** Marks texts whose event is there. */
    public void recorded(CustomerId customer, Collection<String> hashes) {
        if (!hashes.isEmpty()) {
            ofHashes(RECORD, customer, hashes, PreparedStatement::executeUpdate);
        }
    }

    /**
     * Removes texts for which there will be no event; those that are marked as recorded stay. It notes that the pages of the table still hold
     * them: an erasure of the customer, or {@link #purgeDue}, takes them out of those.
     */
    public void drop(CustomerId customer, Collection<String> hashes, long nowMillis) {
        if (!hashes.isEmpty()) {
            ofHashes(DROP, customer, hashes, delete -> {
                delete.setLong(4, nowMillis);
                return delete.executeUpdate();
            });
        }
    }

    /** Texts kept before a time and not marked as recorded, the oldest first. */
    public List<Found> open(long beforeMillis, int limit) {
        return run(OPEN, query -> {
            query.setLong(1, beforeMillis);
            query.setInt(2, limit);
            return found(query);
        });
    }

    /**
     * Recorded texts of a program with these words, the latest first.
     *
     * @param query words, "a phrase" in quotes, {@code or}, and {@code -} before a word that must not be there
     */
    public List<Found> search(String program, String query, int limit) {
        return run(SEARCH, statement -> {
            statement.setString(1, program);
            statement.setString(2, query);
            statement.setInt(3, limit);
            return found(statement);
        });
    }

    /** Deletes everything of a customer and writes the table anew, so that nothing of it is left in its pages either, what was dropped before too. */
    public void erase(CustomerId customer, long nowMillis) {
        TextErasure erasure = new TextErasure(source);
        if (erasure.delete(customer, nowMillis)) {
            erasure.purge();
        }
    }

    /** Ends the erasures that a crash broke off, and takes out of the pages what was dropped before a time. */
    public void purgeDue(long beforeMillis) {
        TextErasure erasure = new TextErasure(source);
        if (erasure.isPurgeDue(beforeMillis)) {
            erasure.purge();
        }
    }

    private static List<Found> found(PreparedStatement query) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Found(new CustomerId(row.getString(1), row.getString(2)), row.getString(3)));
            }
        }
        return found;
    }

    private <T> T ofHashes(String sql, CustomerId customer, Collection<String> hashes, Statement<T> body) {
        return run(sql, statement -> {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            statement.setArray(3, statement.getConnection().createArrayOf("text", hashes.toArray()));
            return body.run(statement);
        });
    }

    /** What to do with a prepared statement. */
    @FunctionalInterface
    interface Statement<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Statement<T> body) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return body.run(statement);
        } catch (SQLException e) {
            throw new TextsAwayException(e);
        }
    }
}
