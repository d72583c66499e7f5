package dev.giveback.benchmark;

import dev.giveback.benchmark.PartReport.Figure;
import dev.giveback.benchmark.load.ClosedLoop;
import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Meter;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Work;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.machine.CpuProbe;
import dev.giveback.benchmark.machine.ProcessMemory;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.sql.DatabaseAddress;
import dev.giveback.benchmark.sql.DatabaseSize;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** One Giveback with so many customers. */
final class SizedShop implements AutoCloseable {
    static final int FILL_IN_FLIGHT = 400;

    /** As long as the server is cold, a crowd would wait beyond its deadline. */
    private static final int FIRST_CUSTOMERS = 1_000;

    private static final int FIRST_IN_FLIGHT = 10;

    private static final String PROGRAM = "programs/bench-sizes";
    private static final Duration PATIENCE = Duration.ofHours(4);
    private static final double MEGABYTE = 1e6;

    private final Options options;
    private final int size;
    private final PrintStream progress;
    private final Standalone standalone;
    private final Requests requests;
    private final Customers customers;
    private final Ledger ledger = new Ledger();
    private final Figure fill;
    private final Figure database;
    private final Figure bytes;
    private final Figure memory;
    private final Figure restart;
    private final Figure firstRead;
    private final Figure checkoutRate;
    private final Figure checkoutCost;
    private final Figure readRate;
    private final Figure readCost;

    private SizedShop(Options options, int size, PrintStream progress, Standalone standalone) {
        this.options = options;
        this.size = size;
        this.progress = progress;
        this.standalone = standalone;
        requests = new Requests(PROGRAM, options.lines);
        customers = Customers.uniform(size);
        fill = figure("made", "customers/s", 0);
        database = figure("database after that", "MB", 1);
        bytes = figure("database, of each customer with an order", "bytes", 0);
        memory = figure("memory of the server's process, after a round", "MB", 0);
        restart = figure("start again until ready", "s", 2);
        firstRead = figure("first read of a customer after that", "s", 3);
        checkoutRate = figure("checkouts", "/s", 0);
        checkoutCost = figure("processor time of a checkout, server and database", "µs", 1);
        readRate = figure("reads of a customer", "/s", 0);
        readCost = figure("processor time of a read, server and database", "µs", 1);
    }

    static SizedShop start(Options options, int size, PrintStream progress) throws IOException, InterruptedException {
        return new SizedShop(options, size, progress, Standalone.start(options.giveback));
    }

    String words() {
        return String.format(Locale.ROOT, "%,d customers", size);
    }

    Figure checkoutRate() {
        return checkoutRate;
    }

    Figure checkoutCost() {
        return checkoutCost;
    }

    Figure readCost() {
        return readCost;
    }

    List<Figure> figures() {
        return List.of(
                fill, database, bytes, memory, restart, firstRead, checkoutRate, checkoutCost, readRate, readCost);
    }

    private Figure figure(String what, String unit, int decimals) {
        return new Figure(words() + ": " + what, unit, decimals);
    }

    /** A checkout of each customer. Throws IllegalStateException unless all are answered. */
    void fill() throws IOException, InterruptedException, SQLException {
        Place place = standalone.place();
        long empty = DatabaseSize.bytes(database(place));
        try (Target target = direct(place)) {
            new Programs(target.channel(0), PROGRAM).create();
            AtomicInteger next = new AtomicInteger();
            int few = Math.min(size, FIRST_CUSTOMERS);
            long begin = System.nanoTime();
            make(target, next, few, FIRST_IN_FLIGHT);
            make(target, next, size - few, FILL_IN_FLIGHT);
            fill.add(1, size / ((System.nanoTime() - begin) / 1e9));
            // The list and the sums follow the journal, and are part of what is stored.
            check(target);
        }
        long full = DatabaseSize.bytes(database(place));
        database.add(1, full / MEGABYTE);
        bytes.add(1, (full - empty) / (double) size);
        say(fill);
        say(database);
    }

    private void make(Target target, AtomicInteger next, int count, int inFlight) throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Meter meter = new Meter(Window.after(Duration.ZERO, PATIENCE));
        ClosedLoop.start(
                        target,
                        Workloads.checkout(() -> requests.checkout(next.incrementAndGet())),
                        inFlight,
                        meter,
                        () -> asked.getAndIncrement() < count)
                .await(PATIENCE);
        Map<String, Long> outcomes = meter.ever();
        ledger.add(outcomes);
        if (outcomes.getOrDefault(Outcomes.OK, 0L) != count) {
            throw new IllegalStateException(words() + ": " + outcomes + " (expected: " + count + " OK)");
        }
    }

    /** Checkouts and reads, one after the other. */
    void measure(int round) throws IOException, InterruptedException {
        Place place = standalone.place();
        try (Target target = direct(place)) {
            Load load = new Load(target, new CpuProbe(place.serverPid(), place.postgresPid()));
            Work checkout = Workloads.checkout(() -> requests.checkout(customers.pick()));
            Measurement checkouts = run(load, checkout);
            ledger.add(checkouts.ever());
            add(round, checkouts, checkoutRate, checkoutCost);
            add(round, run(load, Workloads.get(() -> requests.get(customers.pick()))), readRate, readCost);
            memory.add(round, ProcessMemory.residentBytes(place.serverPid().orElseThrow()) / MEGABYTE);
        }
        say(checkoutRate);
        say(checkoutCost);
        say(readRate);
    }

    private Measurement run(Load load, Work work) throws InterruptedException {
        return load.closed(
                work,
                options.otherInFlight,
                Window.after(Duration.ofSeconds(options.warmUpSeconds), Duration.ofSeconds(options.seconds)));
    }

    private static void add(int round, Measurement measurement, Figure rate, Figure cost) {
        long calls = measurement.outcomes().getOrDefault(Outcomes.OK, 0L);
        rate.add(round, calls / measurement.seconds());
        Map<String, Double> micros = measurement.cpu().microsPerCall(calls);
        cost.add(round, micros.getOrDefault("server", Double.NaN) + micros.getOrDefault("postgres", Double.NaN));
    }

    /** Stops it and starts it again, and asks for a customer of whom nothing is in memory. */
    void restart(int round) throws IOException, InterruptedException {
        restart.add(round, standalone.restart());
        try (Target target = direct(standalone.place())) {
            long begin = System.nanoTime();
            long revision = Recovery.read(target.channel(0), PROGRAM + "/customers/c" + customers.pick());
            firstRead.add(round, (System.nanoTime() - begin) / 1e9);
            if (revision < 1) {
                throw new IllegalStateException(words() + ": a customer was lost by the restart");
            }
        }
        say(restart);
        say(firstRead);
    }

    /** What does not agree with the server's own sums, a sentence each. */
    List<String> check() throws IOException, InterruptedException {
        try (Target target = direct(standalone.place())) {
            return check(target);
        }
    }

    private List<String> check(Target target) throws InterruptedException {
        Programs program = new Programs(target.channel(0), PROGRAM);
        // The sums follow the journal, and a million rows take them a while.
        Audit audit = Audits.of(
                words(),
                ledger.acknowledged(),
                ledger.unknown(),
                OptionalLong.of(0),
                Duration.ofSeconds(60 + size / 500),
                program::orderCount);
        return audit.agrees()
                ? List.of()
                : List.of(words() + ": answered OK " + audit.acknowledged() + ", recorded " + audit.recorded()
                        + ": **they do not agree.**");
    }

    private void say(Figure figure) {
        progress.println("  " + figure.what() + " " + figure.rounds() + " " + figure.unit());
    }

    private static DatabaseAddress database(Place place) {
        return place.database().orElseThrow();
    }

    private Target direct(Place place) {
        return Target.connect(place.host(), place.loyaltyPort().orElseThrow(), options.connections, place.key());
    }

    @Override
    public void close() {
        standalone.close();
    }
}
