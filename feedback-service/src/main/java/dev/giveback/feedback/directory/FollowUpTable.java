package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reward;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Follow-ups of a program, the oldest first. It is a moment behind the journal. */
public final class FollowUpTable {
    private static final String COLUMNS = """
            SELECT customer, contact_id, source, order_id, score, state, assignee, create_millis, update_millis,
                recovery_points, recovery_campaign
            FROM follow_up WHERE program = ?
            """;

    private static final String ONE = COLUMNS + " AND customer = ? AND contact_id = ?";

    private static final String PAGE = COLUMNS + """
                AND NOT is_gone AND (create_millis, customer, contact_id) > (?, ?, ?) AND state IN (%s)%s
            ORDER BY create_millis, customer, contact_id LIMIT ?
            """;

    private final DataSource source;

    /** Follow-ups in the table of {@link DirectorySchema}. */
    public FollowUpTable(DataSource source) {
        this.source = source;
    }

    /** Follow-ups after the end of a page; fewer than {@code limit} come at the end only. It blocks. */
    public List<FollowUpEntry> page(String program, FollowUpFilter filter, PageKey after, int limit)
            throws SQLException {
        String states = filter.states().stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
        String more = (filter.source().isEmpty() ? "" : " AND source = ?")
                + (filter.assignee().isEmpty() ? "" : " AND assignee = ?");
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PAGE.formatted(states, more))) {
            int next = 1;
            statement.setString(next++, program);
            statement.setLong(next++, after.millis());
            statement.setString(next++, after.customer());
            statement.setString(next++, after.contactId());
            if (!filter.source().isEmpty()) {
                statement.setString(next++, filter.source());
            }
            if (!filter.assignee().isEmpty()) {
                statement.setString(next++, filter.assignee());
            }
            statement.setInt(next, limit);
            return entries(program, statement);
        }
    }

    /** One of them; those of customers who are gone too. It blocks. */
    public Optional<FollowUpEntry> find(CustomerId customer, String contactId) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            statement.setString(3, contactId);
            return entries(customer.program(), statement).stream().findFirst();
        }
    }

    private static List<FollowUpEntry> entries(String program, PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<FollowUpEntry> entries = new ArrayList<>();
            while (row.next()) {
                entries.add(new FollowUpEntry(
                        new CustomerId(program, row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getString(7),
                        row.getLong(8),
                        row.getLong(9),
                        new Reward(row.getLong(10), row.getString(11))));
            }
            return entries;
        }
    }
}
