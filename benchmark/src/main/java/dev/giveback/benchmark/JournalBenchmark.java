package dev.giveback.benchmark;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.benchmark.JournalReport.Aim;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.machine.CpuProbe;
import dev.giveback.benchmark.sql.PsqlCopy;
import io.grpc.Channel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the works on the journal take, on the real shop's invoices, beside PostgreSQL's own way to stream the same rows. */
final class JournalBenchmark {
    private static final String ROWS =
            "SELECT persistence_id, sequence_number, event_payload FROM loyalty.event_journal WHERE persistence_id LIKE 'customer|%'";
    private static final int WARM_UP_CUSTOMERS = 300;
    private static final int LIVE_CUSTOMERS = 5_000;
    private static final int LIVE_LINES = 3;

    private final JournalOptions options;
    private final PrintStream progress;
    private final List<String> notMeasured = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    private final JournalFigure copyText = new JournalFigure("`COPY … TO STDOUT` by psql, text", "events");
    private final JournalFigure copyBinary = new JournalFigure("`COPY … TO STDOUT` by psql, binary", "events");
    private final JournalFigure replay = new JournalFigure("replay of all customers to their states", "events");
    private final JournalFigure verify = new JournalFigure("verify everything", "events");
    private final JournalFigure backtest =
            new JournalFigure("back-test, one candidate beside the recorded rules", "events");
    private final JournalFigure export = new JournalFigure("export of the whole journal", "rows");
    private final JournalFigure imported = new JournalFigure("import into an empty system", "rows");
    private final JournalFigure live = new JournalFigure("checkouts without a work beside them", "checkouts");
    private final JournalFigure liveBeside = new JournalFigure("checkouts while the journal is verified", "checkouts");
    private final List<JournalFigure> recoveries = new ArrayList<>();

    JournalBenchmark(JournalOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Starts a Giveback, fills it, and measures each thing once a round. */
    JournalReport run() throws IOException, InterruptedException {
        String startTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        progress.println("starting " + options.giveback + " up");
        try (Standalone standalone = Standalone.start(options.giveback)) {
            RealShop.fill(
                    options.giveback,
                    standalone.record().grpcPort(),
                    standalone.key(),
                    RealShop.PROGRAM,
                    options.days,
                    progress);
            Recovery recovery = new Recovery(options.recoveryEvents);
            try (Target target = connect(standalone)) {
                progress.println("customers with " + options.recoveryEvents + " events");
                recovery.fill(generator(standalone, target));
                warmUp(new JournalWorks(target.channel(0)));
                for (int round = 1; round <= options.rounds; round++) {
                    works(standalone, new JournalWorks(target.channel(0)), round);
                    beside(standalone, target, round);
                }
            }
            for (int round = 1; round <= options.rounds; round++) {
                recover(standalone, recovery, round);
            }
        }
        return new JournalReport(startTime, options.commandLine(), facts, figures(), aims(), notMeasured);
    }

    /** As a server that has run for a while: what reads the journal is compiled, as it is by any checkout, recovery and feed. */
    private void warmUp(JournalWorks works) {
        progress.println("warming up, " + options.warmUps + " times");
        for (int time = 1; time <= options.warmUps; time++) {
            works.verify();
            works.replay(RealShop.PROGRAM);
            works.backtest(RealShop.PROGRAM);
        }
        facts.add("Verify, replay and back-test had run " + options.warmUps + " times before the first round.");
    }

    private void works(Standalone standalone, JournalWorks works, int round) throws IOException, InterruptedException {
        long events = timed(round, verify, works::verify);
        copy(standalone, round, events);
        timed(round, replay, () -> {
            works.replay(RealShop.PROGRAM);
            works.replay(Recovery.PROGRAM);
            return events;
        });
        timed(round, backtest, () -> works.backtest(RealShop.PROGRAM));
        List<ExportPiece> pieces = new ArrayList<>();
        long start = System.nanoTime();
        pieces.addAll(works.export());
        double exportSeconds = (System.nanoTime() - start) / 1e9;
        try (Standalone empty = Standalone.start(options.giveback);
                Target target = connect(empty)) {
            long rows = timed(round, imported, () -> JournalImport.run(target.channel(0), pieces));
            export.add(round, rows, exportSeconds);
            say(round, export);
            if (round == 1) {
                facts.add(String.format(
                        Locale.ROOT,
                        "%,d events of customers; the export has %,d rows and %,.1f MB.",
                        events,
                        rows,
                        JournalWorks.bytes(pieces) / 1e6));
            }
        }
    }

    private void copy(Standalone standalone, int round, long events) throws IOException, InterruptedException {
        Optional<Path> psql = PsqlCopy.find();
        if (psql.isEmpty()) {
            if (round == 1) {
                notMeasured.add("COPY: psql is not on the PATH (Debian has it in the package postgresql-client).");
            }
            return;
        }
        PsqlCopy copy = new PsqlCopy(psql.get(), standalone.place().database().orElseThrow(), "giveback");
        copyText.add(round, events, copy.seconds(ROWS, "text"));
        copyBinary.add(round, events, copy.seconds(ROWS, "binary"));
        say(round, copyText);
        say(round, copyBinary);
    }

    /** The same checkouts twice: alone, and while the journal is verified again and again. */
    private void beside(Standalone standalone, Target target, int round) throws InterruptedException, IOException {
        new Programs(target.channel(0), CheckoutSuite.PROGRAM).create();
        Requests requests = new Requests(CheckoutSuite.PROGRAM, LIVE_LINES);
        SplittableRandom random = new SplittableRandom(round);
        Workload<?, ?> checkout = Workloads.checkout(() -> requests.checkout(customer(random)));
        Place place = standalone.place();
        Load load = new Load(target, new CpuProbe(place.serverPid(), place.postgresPid()));
        Window window = Window.after(Duration.ofSeconds(4), Duration.ofSeconds(options.liveSeconds));
        add(live, round, load.closed(checkout, options.inFlight, window));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong verified = new AtomicLong();
        Thread work = Thread.ofPlatform().start(() -> {
            JournalWorks works = new JournalWorks(target.channel(1));
            while (!over.get()) {
                verified.addAndGet(works.verify());
            }
        });
        add(liveBeside, round, load.closed(checkout, options.inFlight, window));
        over.set(true);
        work.join();
        progress.println(
                "round " + round + ": " + verified.get() + " events were verified meanwhile and until it ended");
    }

    private static int customer(SplittableRandom random) {
        synchronized (random) {
            return random.nextInt(1, LIVE_CUSTOMERS + 1);
        }
    }

    private void add(JournalFigure figure, int round, Measurement measurement) {
        figure.add(round, measurement.outcomes().getOrDefault(Outcomes.OK, 0L), measurement.seconds());
        say(round, figure);
    }

    /** Customers come back after a restart, when nothing of them is in memory; others come first, so that the JVM is warm. */
    private void recover(Standalone standalone, Recovery recovery, int round) throws IOException, InterruptedException {
        try (Target target = connect(standalone)) {
            for (int size : recovery.events()) {
                new JournalWorks(target.channel(0)).dropSnapshots(Recovery.customer(size, false));
            }
        }
        standalone.restart();
        try (Target target = connect(standalone)) {
            Channel channel = target.channel(0);
            for (int customer = 1; customer <= WARM_UP_CUSTOMERS; customer++) {
                Recovery.read(channel, CheckoutSuite.PROGRAM + "/customers/c" + customer);
            }
            for (int size : recovery.events()) {
                for (boolean withSnapshot : List.of(true, false)) {
                    JournalFigure figure = recovery(size, withSnapshot);
                    figure.add(round, size, Recovery.seconds(channel, Recovery.customer(size, withSnapshot), size));
                    say(round, figure);
                }
            }
        }
    }

    private JournalFigure recovery(int size, boolean withSnapshot) {
        String what = String.format(
                Locale.ROOT,
                "recovery of a customer with %,d events %s snapshot",
                size,
                withSnapshot ? "with" : "without");
        return recoveries.stream()
                .filter(figure -> figure.what().equals(what))
                .findFirst()
                .orElseGet(() -> {
                    JournalFigure figure = new JournalFigure(what, "events");
                    recoveries.add(figure);
                    return figure;
                });
    }

    /** What is timed, and how much of it there was. */
    private interface Work {
        long run() throws InterruptedException;
    }

    private long timed(int round, JournalFigure figure, Work work) throws InterruptedException {
        long start = System.nanoTime();
        long count = work.run();
        figure.add(round, count, (System.nanoTime() - start) / 1e9);
        say(round, figure);
        return count;
    }

    private void say(int round, JournalFigure figure) {
        progress.printf(
                Locale.ROOT,
                "round %d: %-62s %,12.0f %s/s  %8.3f s%n",
                round,
                figure.what(),
                figure.counts().getOrDefault(round, 0L) / figure.seconds().getOrDefault(round, 1.0),
                figure.unit(),
                figure.seconds().getOrDefault(round, 0.0));
    }

    private List<JournalFigure> figures() {
        List<JournalFigure> figures = new ArrayList<>(
                List.of(copyText, copyBinary, replay, verify, backtest, export, imported, live, liveBeside));
        figures.addAll(recoveries);
        return figures;
    }

    private List<Aim> aims() {
        JournalFigure hundredThousand = new JournalFigure("100,000 events a second", "events");
        backtest.counts().keySet().forEach(round -> hundredThousand.add(round, 100_000, 1));
        return List.of(
                new Aim("replay / COPY in text form", replay.over(copyText), 1.0 / 3, "≥ 1/3"),
                new Aim("replay / COPY in binary form", replay.over(copyBinary), Double.NaN, ""),
                new Aim("verify / COPY in text form", verify.over(copyText), Double.NaN, ""),
                new Aim("back-test / 100,000 events a second", backtest.over(hundredThousand), 1, "> 1"),
                new Aim("checkouts while the journal is verified / alone", liveBeside.over(live), Double.NaN, ""));
    }

    private Generator generator(Standalone standalone, Target target) throws IOException {
        Options defaults = new Options();
        Place place = standalone.place();
        return new Generator(
                defaults,
                place,
                target,
                Optional.empty(),
                new CpuProbe(place.serverPid(), place.postgresPid()),
                progress);
    }

    private static Target connect(Standalone standalone) throws IOException {
        return Target.connect("127.0.0.1", standalone.record().grpcPort(), 4, standalone.key());
    }
}
