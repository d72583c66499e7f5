package dev.giveback.feedback.occasions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The occasions that are customers' latest purchases. Each purchase replaces one, which was nearly half of what a checkout cost the database, so
 * they are kept up only for programs with an active survey or message about them, and found among the purchases when there is one at last.
 */
public final class LatestPurchases {
    private static final String WANTED = "SELECT DISTINCT program FROM planned_source WHERE is_active AND kind = 5";

    /** What was the latest when they were last kept up goes, and what was planned for it. */
    private static final String DROP = """
            DELETE FROM occasion o WHERE o.program = ? AND o.kind = 5 AND EXISTS (SELECT 1 FROM occasion p
                WHERE p.program = o.program AND p.customer = o.customer AND p.kind = 1
                    AND p.happened_millis > o.occasion_millis)
            """;

    /** How many orders the customer had by then is not known of a purchase that was another customer's. */
    private static final String FIND = OccasionTable.INSERT + """
            SELECT DISTINCT ON (p.customer) p.program, p.customer, 5, p.reference, p.happened_millis, p.happened_millis,
                p.recorded_millis, p.amount_minor, p.categories, p.campaigns, p.products, p.tier_id,
                CASE WHEN p.is_moved THEN 0 ELSE p.order_count END, p.points, p.is_member
            FROM occasion p WHERE p.program = ? AND p.kind = 1 AND NOT EXISTS (SELECT 1 FROM occasion l
                WHERE l.program = p.program AND l.customer = p.customer AND l.kind = 5)
            ORDER BY p.customer, p.happened_millis DESC, p.recorded_millis DESC, p.reference
            ON CONFLICT DO NOTHING
            """;

    private LatestPurchases() {}

    /** The programs of which they are kept up. */
    public static Set<String> programs(Connection connection) throws SQLException {
        Set<String> programs = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(WANTED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                programs.add(row.getString(1));
            }
        }
        return programs;
    }

    /** Finds a program's in the caller's transaction; those that are kept up stay as they are. */
    static void find(Connection connection, String program) throws SQLException {
        for (String sql : List.of(DROP, FIND)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, program);
                statement.executeUpdate();
            }
        }
    }
}
