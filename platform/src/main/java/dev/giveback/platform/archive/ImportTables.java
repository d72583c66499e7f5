package dev.giveback.platform.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.platform.journal.JournalLoad;
import dev.giveback.platform.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is kept of imports, on one connection whose transactions are the caller's. */
public final class ImportTables {
    /** Of the lock that keeps a second import out, on whatever node. */
    private static final long LOCK = 0x676976656261636bL;

    private final Connection connection;

    ImportTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * How far an import is.
     *
     * @param byteOffset every frame before it took effect
     */
    record Progress(long byteOffset, ExportPlace place, boolean completed) {}

    /** Keeps other imports out for as long as the connection is held and does not unlock; false if another one does that. */
    boolean lock() throws SQLException {
        return "t".equals(text("SELECT pg_try_advisory_lock(?)", statement -> statement.setLong(1, LOCK)));
    }

    void unlock() throws SQLException {
        var unused = text("SELECT pg_advisory_unlock(?)", statement -> statement.setLong(1, LOCK));
    }

    Optional<Progress> find(UUID exportId) throws SQLException, InvalidProtocolBufferException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT byte_offset, place, completed FROM journal_import WHERE export_id = ?")) {
            query.setObject(1, exportId);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Progress(row.getLong(1), ExportPlace.parseFrom(row.getBytes(2)), row.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    /** The scope of an import that was begun and not ended; nothing if there is none. */
    Optional<String> unfinished() throws SQLException {
        return Optional.ofNullable(
                text("SELECT scope FROM journal_import WHERE NOT completed LIMIT 1", statement -> {}));
    }

    /** A persistence id that begins so; nothing if there is none. */
    public Optional<String> anyWithPrefix(String prefix) throws SQLException {
        return Optional.ofNullable(text(
                "SELECT persistence_id FROM event_journal WHERE persistence_id >= ? AND persistence_id < ? LIMIT 1",
                statement -> {
                    statement.setString(1, prefix);
                    statement.setString(2, prefix + Character.toString(Character.MAX_CODE_POINT));
                }));
    }

    /** Whether there are rows of this persistence id. */
    public boolean knows(String persistenceId) throws SQLException {
        return text(
                        "SELECT persistence_id FROM event_journal WHERE persistence_id = ? LIMIT 1",
                        statement -> statement.setString(1, persistenceId))
                != null;
    }

    void begin(UUID exportId, String scope, Progress progress) throws SQLException {
        update("INSERT INTO journal_import (export_id, scope, byte_offset, place) VALUES (?, ?, ?, ?)", statement -> {
            statement.setObject(1, exportId);
            statement.setString(2, scope);
            statement.setLong(3, progress.byteOffset());
            statement.setBytes(4, progress.place().toByteArray());
        });
    }

    void advance(UUID exportId, Progress progress) throws SQLException {
        update("""
                UPDATE journal_import SET byte_offset = ?, place = ?, completed = ?,
                    end_time = CASE WHEN ? THEN clock_timestamp() END
                WHERE export_id = ?""", statement -> {
            statement.setLong(1, progress.byteOffset());
            statement.setBytes(2, progress.place().toByteArray());
            statement.setBoolean(3, progress.completed());
            statement.setBoolean(4, progress.completed());
            statement.setObject(5, exportId);
        });
    }

    /** Puts rows aside until the end. */
    void keep(UUID exportId, List<JournalRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO journal_import_waiting (export_id, persistence_id, sequence_number, write_timestamp,
                    event_ser_id, event_ser_manifest, event_payload)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            for (JournalRow row : rows) {
                statement.setObject(1, exportId);
                statement.setString(2, row.persistenceId());
                statement.setLong(3, row.sequenceNumber());
                statement.setLong(4, row.timestampMillis());
                statement.setInt(5, row.serializerId());
                statement.setString(6, row.manifest());
                statement.setBytes(7, row.payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The last of those of each journal that were put aside, by persistence id. */
    Map<String, JournalLoad.Last> lastWaiting(UUID exportId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT DISTINCT ON (persistence_id) persistence_id, sequence_number, event_payload
                FROM journal_import_waiting WHERE export_id = ? ORDER BY persistence_id, place DESC""")) {
            query.setObject(1, exportId);
            try (ResultSet row = query.executeQuery()) {
                Map<String, JournalLoad.Last> lastRows = new HashMap<>();
                while (row.next()) {
                    lastRows.put(row.getString(1), new JournalLoad.Last(row.getLong(2), row.getBytes(3)));
                }
                return lastRows;
            }
        }
    }

    /**
     * Moves those that were put aside into the journal, in their order.
     *
     * @return their persistence ids
     */
    Set<String> release(UUID exportId) throws SQLException {
        Set<String> journals = lastWaiting(exportId).keySet();
        update("""
                INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer, adapter_manifest,
                    event_ser_id, event_ser_manifest, event_payload)
                SELECT persistence_id, sequence_number, write_timestamp, export_id, '',
                    event_ser_id, event_ser_manifest, event_payload
                FROM journal_import_waiting WHERE export_id = ? ORDER BY place""", statement -> statement.setObject(1, exportId));
        update("DELETE FROM journal_import_waiting WHERE export_id = ?", statement -> statement.setObject(1, exportId));
        return journals;
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void update(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            statement.executeUpdate();
        }
    }

    private @Nullable String text(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
