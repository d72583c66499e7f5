package dev.giveback.coupon.directory;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Up to where the projection has told the journal, by the offset that Akka Projection keeps in the transactions of the projection. */
final class DirectoryOffset {
    private static final String READ =
            "SELECT current_offset FROM akka_projection_offset_store WHERE projection_name = ?";

    private DirectoryOffset() {}

    static FeedOffset read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, DirectoryProjection.NAME);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? FeedOffset.parse(row.getString(1)) : FeedOffset.START;
            }
        }
    }
}
