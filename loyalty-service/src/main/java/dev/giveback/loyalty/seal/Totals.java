package dev.giveback.loyalty.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How much there is, for the share that is done. */
final class Totals {
    private Totals() {}

    /** Events in the journal; it reads an index. */
    static long events(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM event_journal");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
