package dev.giveback.benchmark;

import dev.giveback.benchmark.load.ClosedLoop;
import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Meter;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.machine.CpuProbe;
import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.Report;
import dev.giveback.benchmark.sql.CustomerChoice;
import dev.giveback.benchmark.sql.DatabaseAddress;
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
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One run against one place: prepares both sides, measures them in turn, and checks that both did what was counted. */
final class Benchmark {
    private static final Duration SUMS_PATIENCE = Duration.ofMinutes(1);

    private final Options options;
    private final Place place;
    private final PrintStream progress;
    private final CpuProbe cpu;
    private final Ledger ledger = new Ledger();
    private final List<String> notMeasured = new ArrayList<>();
    private final Map<String, String> settings;

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
        try (Target target = Target.connect(place.host(), place.port(), options.connections)) {
            Programs programs = new Programs(target.channel(0));
            programs.create();
            OptionalLong ordersBefore = programs.orderCount();
            Requests requests = new Requests(Programs.NAME, options.lines);
            makeCustomers(target, requests);
            List<Contender> contenders = new ArrayList<>(gateway(target, requests));
            Rounds rounds = besideSql(contenders);
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
                    audit(programs, ordersBefore),
                    notMeasured);
        }
    }

    private Map<String, String> databaseSettings() throws SQLException {
        if (place.database().isEmpty()) {
            return Map.of();
        }
        Map<String, String> database = PeerDatabase.settings(place.database().get());
        PeerDatabase.requireDurable(database);
        return database;
    }

    /** One checkout for every customer, so that reads find all and no contender pays for the first visit of another's customer. */
    private void makeCustomers(Target target, Requests requests) throws InterruptedException {
        progress.println("warm-up: a checkout for each of " + options.customers + " customers");
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        Meter meter = new Meter(Window.after(Duration.ZERO, Duration.ofDays(1)));
        ClosedLoop.start(
                        target,
                        Workloads.checkout(() -> requests.checkout(next.incrementAndGet())),
                        options.otherInFlight,
                        meter,
                        () -> asked.getAndIncrement() < options.customers)
                .await(Duration.ofHours(1));
        ledger.add(meter.ever());
        progress.println("warm-up: " + meter.ever());
        if (!meter.ever().containsKey(Outcomes.OK)) {
            throw new IllegalStateException("no checkout was answered OK: " + meter.ever());
        }
    }

    private List<Contender> gateway(Target target, Requests requests) throws IOException, InterruptedException {
        Customers customers = options.zipf == null
                ? Customers.uniform(options.customers)
                : Customers.zipf(options.customers, options.zipf);
        GatewayContenders make = gateway(target, requests, customers, options.warmUpSeconds, options.seconds);
        List<Contender> contenders = new ArrayList<>();
        options.inFlight.forEach(inFlight -> contenders.add(make.checkout(inFlight)));
        contenders.add(make.echo(options.otherInFlight));
        contenders.add(make.get(options.otherInFlight));
        contenders.add(make.checkoutAtHalf());
        if (options.firstWarmUpSeconds > 0) {
            gateway(target, requests, customers, 0, options.firstWarmUpSeconds)
                    .checkout(options.otherInFlight)
                    .measured()
                    .run(new Round(0));
        }
        return contenders;
    }

    private GatewayContenders gateway(
            Target target, Requests requests, Customers customers, int warmUpSeconds, int seconds) {
        Window window = Window.after(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds));
        return new GatewayContenders(new Load(target, cpu), requests, customers, ledger, window);
    }

    /** The rounds, with the SQL peer among the contenders if there is a database and a pgbench. */
    private Rounds besideSql(List<Contender> contenders) throws IOException, InterruptedException, SQLException {
        Optional<Path> program = PgBench.find();
        if (place.database().isEmpty()) {
            notMeasured.add("the SQL peer, and whether the database is durable: no --database-port was given.");
        } else if (program.isEmpty()) {
            notMeasured.add(
                    "the SQL peer: pgbench is not on the PATH (Debian has it in the package postgresql-15 and newer).");
        } else {
            return besideSql(place.database().get(), program.get(), contenders);
        }
        return Rounds.run(contenders, options, progress);
    }

    private Rounds besideSql(DatabaseAddress server, Path program, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        settings.put("pgbench", PgBench.version(program));
        try (PeerDatabase database = PeerDatabase.create(server, options.customers)) {
            PgBench pgbench = new PgBench(program, database, customerChoice(), cpu);
            contenders.addAll(sql(pgbench));
            Rounds rounds = Rounds.run(contenders, options, progress);
            database.requireConsistent(pgbench.checkouts());
            return rounds;
        }
    }

    private List<Contender> sql(PgBench pgbench) {
        SqlContenders make = new SqlContenders(
                pgbench, Duration.ofSeconds(options.warmUpSeconds), Duration.ofSeconds(options.seconds));
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.statements(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.function(clients)));
        contenders.add(make.commitAtHalf());
        return contenders;
    }

    private CustomerChoice customerChoice() {
        return options.zipf == null
                ? CustomerChoice.uniform(options.customers)
                : CustomerChoice.zipf(options.customers, options.zipf);
    }

    private Audit audit(Programs programs, OptionalLong before) throws InterruptedException {
        if (before.isEmpty()) {
            return new Audit(ledger.acknowledged(), ledger.unknown(), null);
        }
        long expected = before.getAsLong() + ledger.acknowledged();
        OptionalLong after = programs.orderCountWhenAt(expected, SUMS_PATIENCE);
        return new Audit(
                ledger.acknowledged(),
                ledger.unknown(),
                after.isPresent() ? after.getAsLong() - before.getAsLong() : null);
    }
}
