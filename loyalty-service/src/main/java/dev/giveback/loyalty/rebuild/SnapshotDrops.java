package dev.giveback.loyalty.rebuild;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.SnapshotsDropped;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The verb DropSnapshots: a thousand customers a transaction, along the primary key. */
public final class SnapshotDrops {
    private static final String VERB = "DropSnapshots";
    private static final String CUSTOMERS = "/customers/";
    private static final int CUSTOMERS_PER_TRANSACTION = 1_000;
    /** The highest code point: bytewise nothing that starts with a prefix comes after the prefix and this. */
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private static final String COUNT = """
            SELECT count(DISTINCT persistence_id) FROM snapshot WHERE persistence_id >= ? AND persistence_id < ?
            """;

    private static final String DROP = """
            WITH these AS (
                SELECT DISTINCT persistence_id FROM snapshot
                WHERE persistence_id >= ? AND persistence_id < ?
                ORDER BY persistence_id LIMIT ?
            ), gone AS (
                DELETE FROM snapshot USING these WHERE snapshot.persistence_id = these.persistence_id
                RETURNING snapshot.persistence_id, octet_length(snapshot_payload) AS bytes
            )
            SELECT count(*), count(DISTINCT persistence_id), coalesce(sum(bytes), 0), max(persistence_id) FROM gone
            """;

    private final Works works;
    private final List<DataSource> sources;

    /** @param sources connections to each database that has snapshots of customers; one is taken for each transaction */
    public SnapshotDrops(Works works, List<? extends DataSource> sources) {
        this.works = works;
        this.sources = List.copyOf(sources);
    }

    /** A range of persistence ids, the first inclusive and the last exclusive. */
    private record Range(String from, String to) {}

    /** Drops as asked, on a thread of its own. */
    public void drop(DropSnapshotsRequest call, StreamObserver<DropSnapshotsResponse> responses) {
        try {
            Asks.expectReason(call.getContext());
            Range range = range(call.getSubject());
            works.start(
                    Asks.of(VERB, call.getSubject(), call.getContext(), Map.of()),
                    responses,
                    stream -> drop(range, stream));
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private Map<String, String> drop(Range range, WorkStream<DropSnapshotsResponse> stream)
            throws SQLException, InterruptedException {
        long customers = 0;
        for (DataSource source : sources) {
            customers += count(source, range);
        }
        SnapshotsDropped.Builder dropped = SnapshotsDropped.newBuilder();
        for (DataSource source : sources) {
            @Nullable String from = range.from();
            while (from != null) {
                from = dropSome(source, from, range.to(), dropped);
                stream.step();
                if (stream.isProgressDue()) {
                    stream.send(DropSnapshotsResponse.newBuilder()
                            .setProgress(stream.progress(
                                    dropped.getCustomerCount(),
                                    Math.max(customers, dropped.getCustomerCount()),
                                    "customers"))
                            .build());
                }
            }
        }
        stream.send(DropSnapshotsResponse.newBuilder().setDropped(dropped).build());
        return Map.of(
                "snapshots", Long.toString(dropped.getSnapshotCount()),
                "customers", Long.toString(dropped.getCustomerCount()),
                "bytes", Long.toString(dropped.getByteCount()));
    }

    private static long count(DataSource source, Range range) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, range.from());
            statement.setString(2, range.to());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The last customer of those taken, of whom nothing is left; null at the end. */
    private static @Nullable String dropSome(
            DataSource source, String from, String to, SnapshotsDropped.Builder dropped) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(DROP)) {
            statement.setString(1, from);
            statement.setString(2, to);
            statement.setInt(3, CUSTOMERS_PER_TRANSACTION);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                dropped.setSnapshotCount(dropped.getSnapshotCount() + row.getLong(1))
                        .setCustomerCount(dropped.getCustomerCount() + row.getLong(2))
                        .setByteCount(dropped.getByteCount() + row.getLong(3));
                return row.getString(4);
            }
        }
    }

    private static Range range(String subject) {
        if (subject.isEmpty()) {
            return ofPrefix(PersistenceIds.CUSTOMER_PREFIX);
        }
        if (subject.contains(CUSTOMERS)) {
            String id = PersistenceIds.of(Asks.customer(subject, "subject"));
            return new Range(id, id + '\u0001');
        }
        // Any customer will do to tell whether the name is a program's.
        CustomerId any = CustomerId.parse(subject + CUSTOMERS + "0");
        if (any == null) {
            throw RefusalStatus.of(Refusal.field(
                    "subject", "must be programs/{program}, with /customers/{customer} or without, or empty"));
        }
        return ofPrefix(PersistenceIds.CUSTOMER_PREFIX + any.program() + '|');
    }

    private static Range ofPrefix(String prefix) {
        return new Range(prefix, prefix + HIGHEST);
    }
}
