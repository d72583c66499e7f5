package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Temporary tables beside the live ones. */
final class ShadowTables {
    private static final int MOST_CHARACTERS = 400;
    /** The tables that follow the journal, and their keys. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>(Map.of(
            "campaign_directory", "program, campaign",
            "campaign_days", "program, campaign, day",
            "campaign_draws", "program, campaign, number",
            "campaign_people", "program, campaign, customer"));

    /** What the projection writes besides; more than the journal tells may stand there. */
    private static final List<String> OTHERS = List.of("code_registry", "campaign_directory_marker");

    private final Connection connection;
    private final String schema;

    private ShadowTables(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    static ShadowTables create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String schema;
            try (ResultSet row = statement.executeQuery("SELECT quote_ident(current_schema())")) {
                row.next();
                schema = row.getString(1);
            }
            for (String table : tables()) {
                statement.execute(
                        "CREATE TEMPORARY TABLE " + table + " (LIKE " + schema + '.' + table + " INCLUDING ALL)");
            }
            return new ShadowTables(connection, schema);
        }
    }

    private static List<String> tables() {
        List<String> all = new ArrayList<>(KEYS.keySet());
        all.addAll(OTHERS);
        return all;
    }

    /** The live table of this name. */
    String live(String table) {
        return schema + '.' + table;
    }

    private static String shadow(String table) {
        return "pg_temp." + table;
    }

    void clear() throws SQLException {
        run("TRUNCATE "
                + String.join(", ", tables().stream().map(ShadowTables::shadow).toList()));
    }

    long count() throws SQLException {
        long rows = 0;
        for (String table : KEYS.keySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + shadow(table))) {
                row.next();
                rows += row.getLong(1);
            }
        }
        return rows;
    }

    /** Rows of the campaign that are not the same on both sides. */
    List<DirectoryDifference> differences(CampaignId id) throws SQLException {
        List<DirectoryDifference> differences = new ArrayList<>();
        for (Map.Entry<String, String> table : KEYS.entrySet()) {
            String sql =
                    """
                    SELECT to_jsonb(kept)::text, to_jsonb(told)::text
                    FROM (SELECT * FROM %s WHERE program = ? AND campaign = ?) AS kept
                    FULL JOIN (SELECT * FROM %s) AS told USING (%s)
                    WHERE ROW(kept.*) IS DISTINCT FROM ROW(told.*)
                    ORDER BY %s""".formatted(live(table.getKey()), shadow(table.getKey()), table.getValue(), table.getValue());
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id.program());
                statement.setString(2, id.campaign());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        differences.add(difference(table.getKey(), row.getString(1), row.getString(2)));
                    }
                }
            }
        }
        return differences;
    }

    private static DirectoryDifference difference(String table, @Nullable String live, @Nullable String told) {
        return new DirectoryDifference(
                table, table + " has " + shortened(live) + " (expected: " + shortened(told) + ")");
    }

    private static String shortened(@Nullable String row) {
        if (row == null) {
            return "no such row";
        }
        return row.length() > MOST_CHARACTERS ? row.substring(0, MOST_CHARACTERS) + "..." : row;
    }

    /** Makes the live rows of the campaign those that were told. */
    void replace(CampaignId id) throws SQLException {
        for (String table : KEYS.keySet()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + live(table) + " WHERE program = ? AND campaign = ?")) {
                statement.setString(1, id.program());
                statement.setString(2, id.campaign());
                statement.executeUpdate();
            }
            run("INSERT INTO " + live(table) + " SELECT * FROM " + shadow(table));
        }
    }

    /** Registers codes that the live registry has lost; one that another campaign has is that one's. */
    void register() throws SQLException {
        run("INSERT INTO " + live("code_registry") + " SELECT * FROM " + shadow("code_registry")
                + " ON CONFLICT DO NOTHING");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
