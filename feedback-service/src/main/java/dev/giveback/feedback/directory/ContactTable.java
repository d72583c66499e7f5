package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A program's contacts, the latest decision first. It is a moment behind the journal. */
public final class ContactTable {
    private static final String PAGE = """
            SELECT customer, contact_id, source, source_version, occasion, reference, channel, purpose, state, reason,
                chance_per_10000, drawn, language_code, decide_millis, coalesce(send_millis, 0), attempts,
                coalesce(retry_millis, 0), last_error, coalesce(expire_millis, 0), coalesce(answer_millis, 0)
            FROM contact
            WHERE program = ? AND (decide_millis, customer, contact_id) < (?, ?, ?)""";

    private static final String LATEST_FIRST = " ORDER BY decide_millis DESC, customer DESC, contact_id DESC LIMIT ?";

    private final DataSource source;

    /** Contacts in the table of {@link DirectorySchema}. */
    public ContactTable(DataSource source) {
        this.source = source;
    }

    /** Contacts after the end of a page; fewer than {@code limit} come at the end only. It blocks. */
    public List<ContactEntry> page(String program, ContactFilter filter, PageKey after, int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PAGE + conditions(filter) + LATEST_FIRST)) {
            int next = 1;
            statement.setString(next++, program);
            statement.setLong(next++, after.millis());
            statement.setString(next++, after.customer());
            statement.setString(next++, after.contactId());
            if (!filter.source().isEmpty()) {
                statement.setString(next++, filter.source());
            }
            statement.setInt(next, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<ContactEntry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(program, row));
                }
                return entries;
            }
        }
    }

    /** Numbers stand in the text, so that the planner finds the index of those that are open, which are few. */
    private static String conditions(ContactFilter filter) {
        StringBuilder conditions = new StringBuilder();
        if (!filter.states().isEmpty()) {
            conditions.append(filter.states().stream()
                    .map(Integer::toUnsignedString)
                    .collect(Collectors.joining(", ", " AND state IN (", ")")));
        }
        if (filter.reason() != 0) {
            conditions.append(" AND reason = ").append(filter.reason());
        }
        if (!filter.source().isEmpty()) {
            conditions.append(" AND source = ?");
        }
        return conditions.toString();
    }

    private static ContactEntry entry(String program, ResultSet row) throws SQLException {
        return new ContactEntry(
                new CustomerId(program, row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getInt(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getString(13),
                row.getLong(14),
                row.getLong(15),
                row.getInt(16),
                row.getLong(17),
                row.getString(18),
                row.getLong(19),
                row.getLong(20));
    }
}
