package dev.giveback.benchmark.sql;

import dev.giveback.benchmark.machine.CpuTimes;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs PostgreSQL's own load generator with prepared statements on the peer's database. */
public final class PgBench {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Path program;
    private final PeerDatabase database;
    private final CustomerChoice choice;
    private final CustomerChoice skewed;
    private final Supplier<CpuTimes> cpu;
    private final Map<SqlVariant, Long> transactions = new EnumMap<>(SqlVariant.class);
    private final CouponStock coupons;
    private long starts;

    /**
     * Prepares runs.
     *
     * @param program where pgbench is
     * @param skewed whom mixed reads and checkouts are about
     * @param cpu tells what each process has used so far
     */
    public PgBench(
            Path program, PeerDatabase database, CustomerChoice choice, CustomerChoice skewed, Supplier<CpuTimes> cpu) {
        this.program = program;
        this.database = database;
        this.choice = choice;
        this.skewed = skewed;
        this.coupons = new CouponStock(database, choice.customers());
        this.cpu = cpu;
    }

    /** Looks for pgbench on the path of the environment. */
    public static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return PATH_SEPARATOR
                .splitAsStream(path)
                .map(folder -> Path.of(folder, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What it says of its own version. */
    public static String version(Path program) throws IOException, InterruptedException {
        return output(new ProcessBuilder(program.toString(), "--version")).strip();
    }

    /** Transactions of each variant that all runs together have counted. */
    public Map<SqlVariant, Long> transactions() {
        return transactions;
    }

    /**
     * Runs for some time, after the same thing for a shorter time that is not counted.
     *
     * @param rate transactions a second that are due; as many as possible when empty
     */
    public PgBenchRun run(SqlVariant variant, int clients, Duration warmUp, Duration measured, OptionalDouble rate)
            throws IOException, InterruptedException {
        if (!warmUp.isZero()) {
            once(variant, clients, warmUp, rate);
        }
        return once(variant, clients, measured, rate);
    }

    private PgBenchRun once(SqlVariant variant, int clients, Duration time, OptionalDouble rate)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("giveback-pgbench");
        try {
            ProcessBuilder process = process(scripts(variant, folder), folder.resolve("log"), clients, time, rate);
            if (variant.usesCoupons()) {
                process.command().addAll(1, coupons.fill(clients, time));
            }
            CpuTimes before = cpu.get();
            PgBenchOutput output = PgBenchOutput.parse(output(process));
            CpuTimes used = cpu.get().minus(before);
            transactions.merge(variant, written(variant, output), Long::sum);
            if (variant != SqlVariant.SELECT && variant != SqlVariant.MIXED) {
                // Reads are so much faster that a stock made for their rate would be of no use.
                coupons.learn(output.ratePerSecond());
            }
            return new PgBenchRun(
                    time.toMillis() / 1e3,
                    output.ratePerSecond(),
                    output.transactions(),
                    output.failed(),
                    PgBenchLog.read(folder),
                    used);
        } finally {
            delete(folder);
        }
    }

    /** The scripts of a variant, as pgbench's options name them. */
    private List<String> scripts(SqlVariant variant, Path folder) throws IOException {
        boolean mixed = variant == SqlVariant.MIXED;
        Path script = Files.writeString(folder.resolve("script.sql"), Scripts.of(variant, mixed ? skewed : choice));
        if (!mixed) {
            return List.of("--file=" + script);
        }
        Path select = Files.writeString(folder.resolve("select.sql"), Scripts.of(SqlVariant.SELECT, skewed));
        return List.of("--file=" + select + "@3", "--file=" + script + "@1");
    }

    /** Those of its transactions that leave something. */
    private static long written(SqlVariant variant, PgBenchOutput output) {
        return switch (variant) {
            case SELECT -> 0;
            // Of a run that processed nothing, pgbench tells nothing of its scripts.
            case MIXED -> output.transactions() == 0 ? 0 : output.byScript().getLast();
            case STATEMENTS,
                    FUNCTION,
                    RESERVE_CONFIRM,
                    REFUND,
                    HOT_CUSTOMER,
                    COMMIT,
                    COUPON_STATEMENTS,
                    COUPON_FUNCTION,
                    CLAIM_COUNTER,
                    CLAIM_ROW -> output.transactions();
        };
    }

    private ProcessBuilder process(List<String> scripts, Path log, int clients, Duration time, OptionalDouble rate) {
        DatabaseAddress server = database.server();
        int threads = Math.min(clients, Runtime.getRuntime().availableProcessors());
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-vacuum", "--protocol=prepared"));
        command.addAll(List.of("--host=" + server.host(), "--port=" + server.port(), "--username=" + server.user()));
        command.addAll(List.of("--client=" + clients, "--jobs=" + threads));
        command.add("--time=" + Math.max(1, time.toSeconds()));
        command.addAll(List.of("--define=n=0", "--define=run=" + ++starts));
        command.addAll(List.of("--log", "--log-prefix=" + log));
        command.addAll(scripts);
        rate.ifPresent(perSecond -> command.add("--rate=" + perSecond));
        command.add(PeerDatabase.NAME);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PGPASSWORD", server.password());
        return process;
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command.command().getFirst() + " failed: " + text);
            }
            return text;
        } finally {
            process.destroy();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
