package dev.giveback.access;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Somebody who can write the tables of the access service, and puts them back. */
final class JournalTampering {
    private final TestDatabase database;

    JournalTampering(TestDatabase database) {
        this.database = database;
    }

    /** Keeps the tables as they are. */
    void keep() {
        database.execute("CREATE TABLE access.kept_journal AS TABLE access.event_journal;"
                + "CREATE TABLE access.kept_snapshot AS TABLE access.snapshot");
    }

    /** Puts back what was kept. */
    void putBack() {
        database.execute("DELETE FROM access.event_journal; INSERT INTO access.event_journal TABLE access.kept_journal;"
                + "DELETE FROM access.snapshot; INSERT INTO access.snapshot TABLE access.kept_snapshot");
    }

    void execute(String sql) {
        database.execute(sql);
    }

    long number(String query) throws Exception {
        try (Connection connection = database.dataSource("access").getConnection();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The number of the last event. */
    long last(String journal) throws Exception {
        return number("SELECT max(sequence_number) FROM event_journal WHERE persistence_id = '" + journal + "'");
    }

    /** The number of the last event of this kind: the name of its field in AccessEvent. */
    long last(String journal, AccessEvent.ChangeCase kind) throws Exception {
        return events(journal).entrySet().stream()
                .filter(each -> each.getValue().getChangeCase() == kind)
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    private Map<Long, AccessEvent> events(String journal) throws Exception {
        Map<Long, AccessEvent> events = new TreeMap<>();
        try (Connection connection = database.dataSource("access").getConnection();
                PreparedStatement rows = connection.prepareStatement(
                        "SELECT sequence_number, event_payload FROM event_journal WHERE persistence_id = ?")) {
            rows.setString(1, journal);
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    events.put(
                            row.getLong(1),
                            AccessEvent.parseFrom(
                                    JournalRecord.parseFrom(row.getBytes(2)).getEvent()));
                }
            }
        }
        return events;
    }

    /** Changes an event and makes all hashes from there on anew, as somebody would who knows how; the snapshots are deleted. */
    void rewrite(String journal, long number, UnaryOperator<AccessEvent> change) throws Exception {
        ByteString hash = ChainHash.NONE;
        try (Connection connection = database.dataSource("access").getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE event_journal SET event_payload = ? WHERE persistence_id = ? AND sequence_number ="
                                + " ?")) {
            for (var each : events(journal).entrySet()) {
                ByteString event =
                        (each.getKey() == number ? change.apply(each.getValue()) : each.getValue()).toByteString();
                hash = ChainHash.next(hash, event);
                update.setBytes(
                        1,
                        JournalRecord.newBuilder()
                                .setChainHash(hash)
                                .setEvent(event)
                                .build()
                                .toByteArray());
                update.setString(2, journal);
                update.setLong(3, each.getKey());
                update.executeUpdate();
            }
        }
        execute("DELETE FROM access.snapshot");
    }
}
