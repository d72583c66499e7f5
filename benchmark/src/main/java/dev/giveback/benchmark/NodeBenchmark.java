package dev.giveback.benchmark;

import dev.giveback.benchmark.PartReport.Aim;
import dev.giveback.benchmark.PartReport.Figure;
import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Work;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.machine.CpuTimes;
import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.sql.ScratchDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One node of the loyalty service beside three, on the same processors: what it costs that a call may arrive at another node than the customer's. Both clusters are alive at once, each
 * on a database of its own, so that rounds alternate between them; calls go straight to the nodes, to each in turn.
 */
final class NodeBenchmark {
    private static final String PROGRAM = "programs/bench-nodes";
    private static final int MANY = 3;
    /** The server takes 100 in all, and the Giveback that it belongs to has two thirds. */
    private static final Map<String, String> FEW_CONNECTIONS = Map.of(
            "giveback.loyalty.database.journal-connections", "3",
            "giveback.loyalty.database.read-connections", "2",
            "giveback.loyalty.admin.connections", "2");
    /** The aim: three nodes do at least four fifths of what one does. */
    private static final double MOST = 1.25;

    private final Options options;
    private final PrintStream progress;
    private final List<String> notMeasured = new ArrayList<>();

    NodeBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    PartReport run() throws IOException, InterruptedException, SQLException {
        String startTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> facts = List.of(
                String.format(Locale.ROOT, "Load average before: %.1f.", Machine.loadAverage()),
                "Checkouts of " + options.lines + " lines straight at the nodes, " + options.connections
                        + " connections to each, " + options.otherInFlight + " in flight in all, of "
                        + options.customers
                        + " customers drawn at random, " + options.seconds + " s after " + options.warmUpSeconds
                        + " s of warm-up. Each node has few connections to the database (journal 3, reads 2, admins 2). The PostgreSQL server is that of a Giveback that has nothing to do.");
        if (!LoyaltyNode.canRun(options.giveback)) {
            notMeasured.add("nodes: there are no jars in standalone/target/lib beside " + options.giveback + ".");
            return new PartReport("Nodes", startTime, facts, List.of(), List.of(), notMeasured);
        }
        try (Standalone server = Standalone.start(options.giveback);
                Cluster one = Cluster.start(options, server, 1);
                Cluster many = Cluster.start(options, server, MANY)) {
            List<Cluster> clusters = List.of(one, many);
            for (Cluster cluster : clusters) {
                cluster.warmUp();
            }
            for (int round = 1; round <= options.rounds; round++) {
                for (Cluster cluster : clusters) {
                    cluster.measure(round);
                    progress.printf(Locale.ROOT, "round %d: %d nodes %s%n", round, cluster.size, cluster.rate.rounds());
                }
            }
            List<Figure> figures = new ArrayList<>();
            for (Cluster cluster : clusters) {
                figures.addAll(List.of(cluster.rate, cluster.median, cluster.slow));
                notMeasured.addAll(cluster.check());
            }
            List<Aim> aims = List.of(
                    new Aim("checkouts a second, one node / three nodes", one.rate.over(many.rate), MOST, "≤ 1.25"));
            return new PartReport("Nodes", startTime, facts, figures, aims, notMeasured);
        }
    }

    /** So many nodes on a database of their own. */
    private static final class Cluster implements AutoCloseable {
        private final Options options;
        private final int size;
        private final ScratchDatabase database;
        private final List<LoyaltyNode> nodes = new ArrayList<>();
        private final Requests requests;
        private final Customers customers;
        private final Ledger ledger = new Ledger();
        private final Figure rate;
        private final Figure median;
        private final Figure slow;

        private Cluster(Options options, ScratchDatabase database, int size) {
            this.options = options;
            this.database = database;
            this.size = size;
            requests = new Requests(PROGRAM, options.lines);
            customers = Customers.uniform(options.customers);
            String words = size == 1 ? "one node: " : size + " nodes: ";
            rate = new Figure(words + "checkouts", "/s", 0);
            median = new Figure(words + "p50 of a checkout", "ms", 2);
            slow = new Figure(words + "p99 of a checkout", "ms", 2);
        }

        static Cluster start(Options options, Standalone server, int size)
                throws IOException, InterruptedException, SQLException {
            Cluster cluster = new Cluster(
                    options, ScratchDatabase.create(server.place().database().orElseThrow(), "nodes" + size), size);
            try {
                LoyaltyNode seed = LoyaltyNode.first(options.giveback, cluster.database, FEW_CONNECTIONS);
                cluster.nodes.add(seed);
                var unused = seed.secondsUntilReady();
                while (cluster.nodes.size() < size) {
                    LoyaltyNode joining =
                            LoyaltyNode.joining(options.giveback, cluster.database, FEW_CONNECTIONS, seed);
                    cluster.nodes.add(joining);
                    var unusedToo = joining.secondsUntilReady();
                }
                try (Target target = cluster.target()) {
                    new Programs(target.channel(0), PROGRAM).create();
                }
                return cluster;
            } catch (IOException | InterruptedException | RuntimeException failed) {
                cluster.close();
                throw failed;
            }
        }

        private Target target() {
            return Target.connect(
                    "127.0.0.1", nodes.stream().map(LoyaltyNode::port).toList(), options.connections, "");
        }

        private Measurement run(Window window) throws InterruptedException {
            Work checkout = Workloads.checkout(() -> requests.checkout(customers.pick()));
            try (Target target = target()) {
                Measurement measurement =
                        new Load(target, () -> new CpuTimes(Map.of())).closed(checkout, options.otherInFlight, window);
                ledger.add(measurement.ever());
                return measurement;
            }
        }

        void warmUp() throws InterruptedException {
            var unused = run(Window.after(Duration.ZERO, Duration.ofSeconds(options.firstWarmUpSeconds)));
        }

        void measure(int round) throws InterruptedException {
            Measurement measured =
                    run(Window.after(Duration.ofSeconds(options.warmUpSeconds), Duration.ofSeconds(options.seconds)));
            Latency latency = Latency.of(measured.latency());
            rate.add(round, measured.outcomes().getOrDefault(Outcomes.OK, 0L) / measured.seconds());
            median.add(round, latency.p50() / 1e3);
            slow.add(round, latency.p99() / 1e3);
        }

        /** What does not agree with the nodes' own sums, a sentence each. */
        List<String> check() throws InterruptedException {
            try (Target target = target()) {
                Programs program = new Programs(target.channel(0), PROGRAM);
                Audit audit = Audits.of(
                        size + " nodes",
                        ledger.acknowledged(),
                        ledger.unknown(),
                        OptionalLong.of(0),
                        Duration.ofMinutes(3),
                        program::orderCount);
                return audit.agrees()
                        ? List.of()
                        : List.of(size + " nodes: answered OK " + audit.acknowledged() + ", recorded "
                                + audit.recorded() + ": **they do not agree.**");
            }
        }

        @Override
        public void close() throws IOException, SQLException {
            try {
                for (LoyaltyNode node : nodes.reversed()) {
                    node.close();
                }
            } finally {
                database.close();
            }
        }
    }
}
