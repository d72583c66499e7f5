package dev.giveback.loyalty.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the table of the sagas under way; a group without a step of one does nothing here. */
final class SagaStatement {
    private static final String ENDED = """
            DELETE FROM %3$s AS s
            USING unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS e (program, customer, kind, id)
            WHERE s.program = e.program AND s.customer = e.customer AND s.kind = e.kind AND s.id = e.id
            """;

    private static final String BEGUN = """
            INSERT INTO %3$s (program, customer, kind, id, since_millis)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            """;

    private SagaStatement() {}

    private record Row(CustomerKey key, SagaChanges.Saga saga, long sinceMillis) {}

    static void apply(Connection connection, TableNames tables, Collection<CustomerChange> changes)
            throws SQLException {
        List<Row> ended = new ArrayList<>();
        List<Row> begun = new ArrayList<>();
        for (CustomerChange change : changes) {
            change.sagas().ended().forEach(saga -> ended.add(new Row(change.key(), saga, 0)));
            change.sagas().begun().forEach((saga, since) -> begun.add(new Row(change.key(), saga, since)));
        }
        if (!ended.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(tables.in(ENDED))) {
                bind(statement, ended);
                statement.executeUpdate();
            }
        }
        if (!begun.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(tables.in(BEGUN))) {
                bind(statement, begun);
                Long[] since = begun.stream().map(Row::sinceMillis).toArray(Long[]::new);
                statement.setArray(5, connection.createArrayOf("int8", since));
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
        setTexts(statement, 1, rows.stream().map(row -> row.key().program()).toList());
        setTexts(statement, 2, rows.stream().map(row -> row.key().customer()).toList());
        setTexts(
                statement, 3, rows.stream().map(row -> row.saga().kind().name()).toList());
        setTexts(statement, 4, rows.stream().map(row -> row.saga().id()).toList());
    }

    private static void setTexts(PreparedStatement statement, int index, List<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
