package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Measures what the occasions of checkouts cost, one by one and in groups, in processor time of both processes; it is no test. */
final class OccasionSpeed {
    private static final int CUSTOMERS = 2_000;
    private static final int GROUP = 100;

    private OccasionSpeed() {}

    /** Prints it for so many checkouts, in rounds that alternate: {@code OccasionSpeed CHECKOUTS ROUNDS}. */
    public static void main(String[] arguments) throws Exception {
        int checkouts = Integer.parseInt(arguments[0]);
        try (TestDatabase database = TestDatabase.create()) {
            OccasionSchema.migrate(database.dataSource(), "feedback");
            try (Connection connection = database.dataSource("feedback").getConnection()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                    measure("one by one", connection, "single", round, checkouts, group -> {
                        for (KnownOccasion known : group) {
                            OccasionTable.put(connection, known);
                        }
                    });
                    measure("in groups", connection, "grouped", round, checkouts, group -> {
                        List<KnownOccasion> unused = OccasionBatch.put(connection, group);
                    });
                }
            }
        }
    }

    @FunctionalInterface
    private interface Write {
        void group(List<KnownOccasion> known) throws SQLException;
    }

    private static void measure(
            String how, Connection connection, String program, int round, int checkouts, Write write)
            throws SQLException, IOException {
        SplittableRandom random = new SplittableRandom(round);
        long backend = backend(connection);
        long serverMillis = serverMillis(backend);
        long ownNanos = ownNanos();
        for (int done = 0; done < checkouts; done += GROUP) {
            List<KnownOccasion> group = new ArrayList<>();
            for (int i = 0; i < GROUP; i++) {
                CustomerId customer = new CustomerId(program, "customer-" + random.nextInt(CUSTOMERS));
                String order = "order-" + round + "-" + (done + i);
                group.add(known(customer, OccasionKind.PURCHASE, order, done));
                group.add(known(customer, OccasionKind.LAST_PURCHASE, order, done));
            }
            write.group(group);
            connection.commit();
        }
        System.out.printf(
                "%s, round %d: %.1f µs of this process and %.1f µs of the server a checkout%n",
                how,
                round,
                (ownNanos() - ownNanos) / 1_000.0 / checkouts,
                (serverMillis(backend) - serverMillis) * 1_000.0 / checkouts);
    }

    private static KnownOccasion known(CustomerId customer, OccasionKind kind, String order, long millis) {
        OrderFacts facts = new OrderFacts(List.of("books", "toys"), List.of(), "base", 2_500);
        return new KnownOccasion(
                customer,
                new Occasion(kind, order, Instant.ofEpochMilli(millis), facts),
                Instant.ofEpochMilli(millis),
                Instant.ofEpochMilli(millis),
                List.of("product-1", "product-2", "product-3"),
                1,
                25,
                false);
    }

    private static long backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** User and system time of a process of this machine, in steps of 10 ms. */
    private static long serverMillis(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
    }
}
