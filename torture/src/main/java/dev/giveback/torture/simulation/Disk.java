package dev.giveback.torture.simulation;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What survives a crash: rows, snapshots, and the place of the feed. */
final class Disk {
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<ByteString>> byId = new HashMap<>();
    private final Map<String, Snapshot> snapshots = new HashMap<>();
    int feedPlace;

    /** A row, in the order of the feed. */
    record Row(String id, ByteString bytes) {}

    /** A state after so many rows. */
    record Snapshot(int rows, ByteString bytes) {}

    void append(String id, List<ByteString> records) {
        for (ByteString each : records) {
            rows.add(new Row(id, each));
            byId.computeIfAbsent(id, unseen -> new ArrayList<>()).add(each);
        }
    }

    List<ByteString> rows(String id) {
        return byId.getOrDefault(id, List.of());
    }

    List<Row> rows() {
        return rows;
    }

    void save(String id, Snapshot snapshot) {
        snapshots.put(id, snapshot);
    }

    @Nullable
    Snapshot snapshot(String id) {
        return snapshots.get(id);
    }
}
