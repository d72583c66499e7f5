package dev.giveback.standalone.crash;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.standalone.archive.Journal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the journal of a database, read as it is stored. */
final class JournalRows {
    private JournalRows() {}

    /** All rows of a program and its customers, each as a text of everything that an import must bring along. */
    static Map<String, String> of(Connection database, String program) throws SQLException {
        try (PreparedStatement query = database.prepareStatement("""
                SELECT persistence_id || ' ' || sequence_number,
                    concat_ws(' ', write_timestamp, event_ser_id, event_ser_manifest, encode(event_payload, 'hex'))
                FROM loyalty.event_journal WHERE persistence_id LIKE ? OR persistence_id = ?""")) {
            query.setString(1, "customer|" + program + "|%");
            query.setString(2, "program|" + program);
            Map<String, String> rows = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
            return rows;
        }
    }

    /** The events of a program's customers in the order in which each recorded them, by the customers' ids. */
    static Map<String, List<CustomerEvent>> events(Connection database, String program)
            throws SQLException, IOException {
        String prefix = "customer|" + program + "|";
        try (PreparedStatement query = database.prepareStatement(
                "SELECT persistence_id, event_payload FROM loyalty.event_journal WHERE persistence_id LIKE ?"
                        + " ORDER BY persistence_id, sequence_number")) {
            query.setString(1, prefix + "%");
            Map<String, List<CustomerEvent>> events = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.computeIfAbsent(row.getString(1).substring(prefix.length()), id -> new ArrayList<>())
                            .add(CustomerEvent.parseFrom(
                                    JournalRecord.parseFrom(row.getBytes(2)).getEvent()));
                }
            }
            return events;
        }
    }

    /** The rows of a file, after it was checked. */
    static List<ExportRow> of(Path file) throws Exception {
        List<ExportRow> rows = new ArrayList<>();
        ExportFile.check(new ByteArrayInputStream(Files.readAllBytes(file)), Journal.ARCHIVES, rows::add);
        return rows;
    }
}
