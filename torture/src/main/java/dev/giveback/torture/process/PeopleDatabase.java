package dev.giveback.torture.process;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What the database of a Giveback has of people.
 *
 * @param administration by which it is asked
 */
record PeopleDatabase(Administration administration) {
    /** All of them, PostgreSQL's own too. */
    private static final String TABLES = """
            SELECT quote_ident(s.nspname) || '.' || quote_ident(t.relname)
            FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace
            WHERE t.relkind = 'r' AND s.nspname <> 'pg_toast' ORDER BY 1""";

    /**
     * A word in a row.
     *
     * @param table with its schema
     */
    record Found(String table, String word) {}

    /** How many files the log has. */
    int logFiles() throws SQLException {
        return administration.count("SELECT count(*) FROM pg_ls_waldir()", List.of());
    }

    /** The keys under which the person's values are sealed, as they lie in their table. */
    List<Needle> keys(Person person) throws SQLException {
        return administration
                .strings(
                        "SELECT encode(wrapped, 'hex') FROM loyalty.customer_key WHERE program = ? AND customer IN (?, ?)",
                        ids(person))
                .stream()
                .map(key -> new Needle(
                        person.id(),
                        "a wrapped key",
                        ByteString.copyFrom(HexFormat.of().parseHex(key))))
                .toList();
    }

    /** How many texts of the person there are. */
    int texts(Person person) throws SQLException {
        return administration.count(
                "SELECT count(*) FROM feedback.personal_text WHERE program = ? AND customer IN (?, ?)", ids(person));
    }

    /** How many customers' deleted texts may still lie in the pages of their table. */
    int textsToPurge() throws SQLException {
        return administration.count("SELECT count(*) FROM feedback.personal_text_erasure WHERE purge_due", List.of());
    }

    /** How many snapshots of the person are kept. */
    int snapshots(Person person) throws SQLException {
        return administration.count(
                "SELECT count(*) FROM loyalty.snapshot WHERE persistence_id = ?",
                List.of("customer|" + person.program() + "|" + person.id()));
    }

    /**
     * The tables with a row that has one of these words in clear, in a text or in bytes: also where PostgreSQL keeps it compressed, so that no
     * search of files sees it.
     *
     * @param beginning of all of the words
     */
    List<Found> tablesWith(String beginning, Collection<String> words) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (String table : administration.strings(TABLES, List.of())) {
            String rows =
                    "SELECT DISTINCT word FROM " + table + " AS t CROSS JOIN unnest(string_to_array(?, ' ')) AS word"
                            + " WHERE (strpos(t::text, ?) > 0 OR strpos(t::text, ?) > 0)"
                            + " AND (strpos(t::text, word) > 0 OR strpos(t::text, encode(convert_to(word, 'UTF8'), 'hex')) > 0)";
            List<String> values = List.of(String.join(" ", words), beginning, hex(beginning));
            for (String word : administration.strings(rows, values)) {
                found.add(new Found(table, word));
            }
        }
        return found;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(Person person) {
        return List.of(person.program(), person.id(), person.formerId());
    }
}
