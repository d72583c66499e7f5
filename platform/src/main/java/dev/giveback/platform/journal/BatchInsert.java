package dev.giveback.platform.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import scala.Option;

/**
 * One statement that stores any number of rows: a column is one array, so the statement's text never changes and the server
 * plans it once. It is its own transaction, so it takes one round trip, and all its rows share one transaction id.
 */
final class BatchInsert {
    private static final String SQL = """
            INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer, adapter_manifest,
                event_ser_id, event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest, meta_payload)
            SELECT persistence_id, sequence_number, write_timestamp, writer::uuid, adapter_manifest,
                event_ser_id, event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest, meta_payload
            FROM unnest(?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::int4[], ?::text[], ?::bytea[],
                ?::int4[], ?::text[], ?::bytea[])
            AS row (persistence_id, sequence_number, write_timestamp, writer, adapter_manifest,
                event_ser_id, event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest, meta_payload)
            """;

    private BatchInsert() {}

    /** Stores {@code rows} on a connection that commits by itself. */
    static void execute(Connection connection, List<JournalAkkaSerializationRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            Columns columns = new Columns(connection, statement, rows);
            columns.add("text", String[]::new, JournalAkkaSerializationRow::persistenceId);
            columns.add("int8", Long[]::new, JournalAkkaSerializationRow::sequenceNumber);
            columns.add("int8", Long[]::new, JournalAkkaSerializationRow::writeTimestamp);
            columns.add("text", String[]::new, JournalAkkaSerializationRow::writer);
            columns.add("text", String[]::new, JournalAkkaSerializationRow::adapterManifest);
            columns.add("int4", Integer[]::new, JournalAkkaSerializationRow::eventSerId);
            columns.add("text", String[]::new, JournalAkkaSerializationRow::eventSerManifest);
            columns.add("bytea", byte[][]::new, JournalAkkaSerializationRow::eventPayload);
            columns.addOptional("int4", Integer[]::new, JournalAkkaSerializationRow::metaSerId);
            columns.addOptional("text", String[]::new, JournalAkkaSerializationRow::metaSerManifest);
            columns.addOptional("bytea", byte[][]::new, JournalAkkaSerializationRow::metaPayload);
            int stored = statement.executeUpdate();
            if (stored != rows.size()) {
                throw new SQLException("stored: " + stored + " rows (expected: " + rows.size() + ")");
            }
        }
    }

    /** The parameters of the statement, one array a column, in the order in which they are added. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<JournalAkkaSerializationRow> rows;
        private int added;

        Columns(Connection connection, PreparedStatement statement, List<JournalAkkaSerializationRow> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        <T> void add(String type, IntFunction<T[]> array, Function<JournalAkkaSerializationRow, T> column)
                throws SQLException {
            set(type, rows.stream().map(column).toArray(array));
        }

        void addOptional(
                String type, IntFunction<?> array, Function<JournalAkkaSerializationRow, ? extends Option<?>> column)
                throws SQLException {
            Object[] values = (Object[]) array.apply(rows.size());
            for (int i = 0; i < values.length; i++) {
                Option<?> value = column.apply(rows.get(i));
                if (value.isDefined()) {
                    values[i] = value.get();
                }
            }
            set(type, values);
        }

        private void set(String type, Object[] array) throws SQLException {
            statement.setArray(++added, connection.createArrayOf(type, array));
        }
    }
}
