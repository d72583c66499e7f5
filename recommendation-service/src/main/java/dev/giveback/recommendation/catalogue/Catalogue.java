package dev.giveback.recommendation.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the catalogue's tables. Every method waits for the database: call them on a thread that may. */
public final class Catalogue {
    private static final String FIND =
            "SELECT " + CatalogueEntry.COLUMNS + " FROM catalogue_products WHERE program = ? AND product = ?";

    private static final String LIST = "SELECT " + CatalogueEntry.COLUMNS + " FROM catalogue_products"
            + " WHERE program = ? AND product > ? %s ORDER BY product LIMIT ?";

    private static final String CHANGES = "SELECT " + CatalogueEntry.COLUMNS + " FROM catalogue_products"
            + " WHERE program = ? AND (change, product) > (?, ?) ORDER BY change, product LIMIT ?";

    private static final String PROGRAMS = "SELECT program, last_change FROM catalogue_programs";

    private final DataSource source;

    /** The catalogue in the tables of {@link CatalogueSchema}. */
    public Catalogue(DataSource source) {
        this.source = source;
    }

    /** A place in the order of changes: of a change's products those with higher ids follow. */
    public record Place(long change, String product) {
        /** Before all. */
        public static final Place START = new Place(0, "");
    }

    /** The product of this id, if there is one. */
    public Optional<CatalogueEntry> find(String program, String product) throws SQLException {
        List<CatalogueEntry> found = read(FIND, program, product);
        return found.stream().findFirst();
    }

    /**
     * Products by id.
     *
     * @param after the id that ended the page before; empty for the first
     * @param category empty for all
     */
    public List<CatalogueEntry> list(String program, String after, String category, boolean onlyAvailable, int limit)
            throws SQLException {
        String wanted = (category.isEmpty() ? "" : "AND category = ?") + (onlyAvailable ? " AND available" : "");
        List<Object> values = new ArrayList<>(List.of(program, after));
        if (!category.isEmpty()) {
            values.add(category);
        }
        values.add(limit);
        return read(LIST.formatted(wanted), values.toArray());
    }

    /** What changed after a place, in the order of changes. */
    public List<CatalogueEntry> changes(String program, Place after, int limit) throws SQLException {
        return read(CHANGES, program, after.change(), after.product(), limit);
    }

    /** Programs that have a catalogue, and the number of the last transaction that touched it. */
    public Map<String, Long> programs() throws SQLException {
        Map<String, Long> programs = new LinkedHashMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PROGRAMS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                programs.put(row.getString(1), row.getLong(2));
            }
        }
        return programs;
    }

    private List<CatalogueEntry> read(String sql, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<CatalogueEntry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(CatalogueEntry.read(row));
                }
            }
            return entries;
        }
    }
}
