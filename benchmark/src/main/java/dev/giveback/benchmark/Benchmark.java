package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.machine.CpuProbe;
import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.Report;
import dev.giveback.benchmark.sql.CustomerChoice;
import dev.giveback.benchmark.sql.DatabaseAddress;
import dev.giveback.benchmark.sql.JournalRows;
import dev.giveback.benchmark.sql.PeerDatabase;
import dev.giveback.benchmark.sql.PgBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run against one place: prepares both sides, measures them in turn, and checks that both did what was counted. */
final class Benchmark {
    private final Options options;
    private final Place place;
    private final PrintStream progress;
    private final CpuProbe cpu;
    private final List<String> notMeasured = new ArrayList<>();
    private final Map<String, String> settings;
    private boolean isWrong;

    Benchmark(Options options, Place place, PrintStream progress) {
        this.options = options;
        this.place = place;
        this.progress = progress;
        this.cpu = new CpuProbe(place.serverPid(), place.postgresPid());
        this.settings = new TreeMap<>(options.settings());
    }

    /** Measures all of it. Nothing is sent to a place whose database may lose a commit. */
    Report run() throws IOException, InterruptedException, SQLException {
        String startTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> database = databaseSettings();
        settings.put(
                "limits of the gateway's guard",
                options.target == null && options.dataDirectory == null ? "beyond what is sent" : "as they were set");
        try (Target target = Target.connect(place.host(), place.port(), options.connections, place.key());
                Target service = Target.connect(
                        place.host(), place.loyaltyPort().orElse(place.port()), options.connections, place.key())) {
            Optional<Target> direct = place.loyaltyPort().isPresent() ? Optional.of(service) : Optional.empty();
            Generator generator = new Generator(options, place, target, direct, cpu, progress);
            List<Suite> suites = options.suites.stream()
                    .distinct()
                    .sorted()
                    .map(name -> suite(name, generator))
                    .toList();
            suites = prepared(suites);
            List<Contender> contenders = new ArrayList<>();
            Rounds rounds = besideSql(suites, contenders);
            notMeasured.addAll(rounds.problems());
            return new Report(
                    startTime,
                    options.commandLine(),
                    Machine.read(),
                    settings,
                    database,
                    contenders.stream().map(Contender::info).toList(),
                    rounds.starts(),
                    rounds.samples(),
                    audits(suites),
                    notMeasured);
        }
    }

    /** Those that could be prepared. One that could not must not cost the others their figures; the report says what is missing. */
    private List<Suite> prepared(List<Suite> suites) throws InterruptedException {
        List<Suite> prepared = new ArrayList<>();
        for (Suite suite : suites) {
            progress.println("preparing: " + Options.word(suite.name()));
            try {
                suite.prepare();
                prepared.add(suite);
            } catch (RuntimeException failed) {
                notMeasured.add("the suite " + Options.word(suite.name()) + ": " + failed.getMessage());
                progress.println(notMeasured.getLast());
            }
        }
        return prepared;
    }

    private static Suite suite(Suite.Name name, Generator generator) {
        return switch (name) {
            case CHECKOUT -> new CheckoutSuite(generator);
            case ORDERS -> new OrderSuite(generator);
            case READS -> new ReadSuite(generator);
            case MIXED -> new MixedSuite(generator);
            case COUPONS -> new CouponSuite(generator);
            case CLAIMS -> new ClaimSuite(generator);
            case CODES -> new CodeSuite(generator);
            case RECOMMENDATIONS -> new RecommendationSuite(generator);
        };
    }

    /** Whether the SQL peers' tables held other than pgbench had counted. */
    boolean isWrong() {
        return isWrong;
    }

    private Map<String, String> databaseSettings() throws SQLException {
        if (place.database().isEmpty()) {
            return Map.of();
        }
        Map<String, String> database = PeerDatabase.settings(place.database().get());
        PeerDatabase.requireDurable(database);
        return database;
    }

    /** The rounds, with the SQL peers among the contenders if there is a database and a pgbench. */
    private Rounds besideSql(List<Suite> suites, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        Optional<Path> program = PgBench.find();
        if (place.database().isEmpty()) {
            notMeasured.add("the SQL peers, and whether the database is durable: no --database-port was given.");
        } else if (program.isEmpty()) {
            notMeasured.add(
                    "the SQL peers: pgbench is not on the PATH (Debian has it in the package postgresql-15 and newer).");
        } else {
            return besideSql(suites, contenders, place.database().get(), program.get());
        }
        suites.forEach(suite -> contenders.addAll(suite.gateway()));
        return measure(contenders);
    }

    private Rounds besideSql(List<Suite> suites, List<Contender> contenders, DatabaseAddress server, Path program)
            throws IOException, InterruptedException, SQLException {
        settings.put("pgbench", PgBench.version(program));

        try (PeerDatabase database = PeerDatabase.create(server, options.customers)) {
            CustomerChoice skewed =
                    CustomerChoice.zipf(options.customers, options.zipf == null ? MixedSuite.EXPONENT : options.zipf);
            PgBench pgbench = new PgBench(program, database, customerChoice(), skewed, cpu);
            SqlContenders make = new SqlContenders(
                    pgbench,
                    new JournalRows(server, cpu),
                    Duration.ofSeconds(options.warmUpSeconds),
                    Duration.ofSeconds(options.seconds));
            for (Suite suite : suites) {
                contenders.addAll(suite.gateway());
                contenders.addAll(suite.sql(make));
            }
            Rounds rounds = measure(contenders);
            try {
                database.requireConsistent(pgbench.transactions());
            } catch (IllegalStateException wrong) {
                isWrong = true;
                notMeasured.add("**the SQL peers did other than was counted, so their figures tell nothing**: "
                        + wrong.getMessage());
            }
            return rounds;
        }
    }

    private Rounds measure(List<Contender> contenders) throws InterruptedException {
        long seconds = Rounds.expectedSeconds(contenders, options);
        progress.println("measuring " + contenders.size() + " contenders in " + options.rounds + " rounds: about "
                + Math.ceilDiv(seconds, 60) + " minutes");
        return Rounds.run(contenders, options, progress);
    }

    private CustomerChoice customerChoice() {
        return options.zipf == null
                ? CustomerChoice.uniform(options.customers)
                : CustomerChoice.zipf(options.customers, options.zipf);
    }

    private static List<Audit> audits(List<Suite> suites) throws InterruptedException {
        List<Audit> audits = new ArrayList<>();
        for (Suite suite : suites) {
            audits.addAll(suite.audits());
        }
        return audits;
    }
}
