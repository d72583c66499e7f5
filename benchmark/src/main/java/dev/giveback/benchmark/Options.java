package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.report.ContenderInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the command. Picocli sets the fields. */
final class Options {
    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "Gateway of a running Giveback. Without this and --data-dir, one is started and stopped.")
    @Nullable
    String target;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Data directory of a running standalone; it tells the rest.")
    @Nullable
    Path dataDirectory;

    @Option(
            names = "--database-host",
            defaultValue = "127.0.0.1",
            description = "PostgreSQL of a --target. Default: ${DEFAULT-VALUE}.")
    String databaseHost = "127.0.0.1";

    @Option(
            names = "--database-port",
            paramLabel = "PORT",
            description = "PostgreSQL of a --target; without it there is no SQL peer.")
    @Nullable
    Integer databasePort;

    @Option(
            names = "--database-user",
            defaultValue = "postgres",
            description = "May create a database. Default: ${DEFAULT-VALUE}.")
    String databaseUser = "postgres";

    @Option(
            names = "--database-password",
            defaultValue = "${env:GIVEBACK_DATABASE_PASSWORD:-}",
            description = "Default: GIVEBACK_DATABASE_PASSWORD of the environment.")
    String databasePassword = "";

    @Option(names = "--server-pid", paramLabel = "PID", description = "JVM of a --target, for its processor time.")
    @Nullable
    Long serverPid;

    @Option(
            names = "--postgres-pid",
            paramLabel = "PID",
            description = "Postmaster of a --target, for its processor time.")
    @Nullable
    Long postgresPid;

    @Option(
            names = "--key",
            paramLabel = "SECRET",
            defaultValue = "${env:GIVEBACK_KEY:-}",
            description =
                    "That a --target asks for. Default: GIVEBACK_KEY of the environment, which no list of processes shows.")
    String key = "";

    @Option(
            names = "--loyalty-port",
            paramLabel = "PORT",
            description =
                    "Loyalty service of a --target, on its host; without it nothing is sent straight at the service.")
    @Nullable
    Integer loyaltyPort;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "Metrics of a --target, on its host; without it h2load's calls are not counted by the server.")
    @Nullable
    Integer metricsPort;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    int rounds = 3;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Measured for each contender in each round. Default: ${DEFAULT-VALUE}.")
    int seconds = 10;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "2",
            description = "Before that, not counted. Default: ${DEFAULT-VALUE}.")
    int warmUpSeconds = 2;

    @Option(
            names = "--first-warm-up-seconds",
            defaultValue = "45",
            description = "Before the first round, not counted: the JVM compiles meanwhile. Default: ${DEFAULT-VALUE}.")
    int firstWarmUpSeconds = 45;

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "1,10,100,1000",
            description = "Checkouts in flight. Default: ${DEFAULT-VALUE}.")
    List<Integer> inFlight = List.of();

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "1000,3000",
            description = "Checkouts, refunds a second whose times are fixed beforehand. Default: ${DEFAULT-VALUE}.")
    List<Integer> rates = List.of();

    @Option(
            names = "--journal-batches",
            split = ",",
            defaultValue = "100,1000",
            description = "Rows of the journal that one statement writes, beside checkouts. Default: ${DEFAULT-VALUE}.")
    List<Integer> journalBatches = List.of();

    @Option(
            names = "--coupons-in-flight",
            split = ",",
            defaultValue = "1,100,400",
            description = "Checkouts with a coupon in flight, and claims. Default: ${DEFAULT-VALUE}.")
    List<Integer> couponsInFlight = List.of();

    @Option(
            names = "--other-in-flight",
            defaultValue = "100",
            description = "Empty calls, reads, and what only prepares, in flight. Default: ${DEFAULT-VALUE}.")
    int otherInFlight = 100;

    @Option(
            names = "--sql-clients",
            split = ",",
            defaultValue = "1,8,32",
            description = "Clients of pgbench. Default: ${DEFAULT-VALUE}.")
    List<Integer> sqlClients = List.of();

    @Option(names = "--connections", defaultValue = "4", description = "To the gateway. Default: ${DEFAULT-VALUE}.")
    int connections = 4;

    @Option(names = "--customers", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    int customers = 10_000;

    @Option(
            names = "--zipf",
            paramLabel = "EXPONENT",
            description = "Customer k in proportion to 1 / k^EXPONENT, more than 1. Without it, all alike.")
    @Nullable
    Double zipf;

    @Option(
            names = "--lines",
            defaultValue = "3",
            description = "Lines of a checkout; the SQL peer always has 3. Default: ${DEFAULT-VALUE}.")
    int lines = 3;

    @Option(
            names = "--suite",
            split = ",",
            paramLabel = "SUITE",
            defaultValue = "checkout,orders,reads,mixed,coupons,claims,codes,recommendations",
            converter = SuiteConverter.class,
            description =
                    "What is measured: checkout, orders, reads, mixed, coupons, claims, codes, recommendations. Default: all of it.")
    List<Suite.Name> suites = List.of(Suite.Name.values());

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            defaultValue = "starts,nodes,sizes,journal",
            converter = PartConverter.class,
            description =
                    "What is measured besides on systems of its own: starts, nodes, sizes, journal; none for nothing. Default: all of it.")
    List<Part> parts = List.of(Part.STARTS, Part.NODES, Part.SIZES, Part.JOURNAL);

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1000,100000,1000000",
            description =
                    "Numbers of customers that are compared, the least first; each has a Giveback of its own. Default: ${DEFAULT-VALUE}.")
    List<Integer> sizes = List.of();

    @Option(
            names = "--quick",
            description =
                    "Every row in a few minutes, to see that all works: few, short runs. Options that are given win.")
    boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KIND",
            description = "Measures these kinds alone, to look into one of them: ${COMPLETION-CANDIDATES}.")
    List<ContenderInfo.Kind> only = List.of();

    @Option(
            names = "--shop",
            paramLabel = "PROGRAM",
            description =
                    "A program with customers and a catalogue, for recommendations. Without it, the real shop is replayed into a"
                            + " new one.")
    @Nullable
    String shop;

    @Option(
            names = "--shop-days",
            paramLabel = "N",
            description = "Only the first N days of the real shop. Without it, all of it.")
    @Nullable
    Integer shopDays;

    @Option(
            names = "--purchases",
            defaultValue = "100",
            description = "Purchases a second beside recommendations. Default: ${DEFAULT-VALUE}.")
    int purchases = 100;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "benchmark/target/report",
            description = "Where report.md and report.json go. Default: ${DEFAULT-VALUE}.")
    Path output = Path.of("benchmark/target/report");

    @Option(
            names = "--fill",
            paramLabel = "FILE",
            description = "Also puts the report between the marks of this document.")
    @Nullable
    Path fill;

    @Option(
            names = "--giveback",
            paramLabel = "FILE",
            defaultValue = "./giveback",
            description = "The script that starts one. Default: ${DEFAULT-VALUE}.")
    Path giveback = Path.of("./giveback");

    /** Draws the customers of a call. */
    Customers pickCustomers() {
        return zipf == null ? Customers.uniform(customers) : Customers.zipf(customers, zipf);
    }

    /** What the report tells of them, by name. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("rounds", Integer.toString(rounds));
        settings.put("seconds", Integer.toString(seconds));
        settings.put("warm-up seconds", Integer.toString(warmUpSeconds));
        settings.put("first warm-up seconds", Integer.toString(firstWarmUpSeconds));
        settings.put("connections", Integer.toString(connections));
        settings.put("customers", Integer.toString(customers));
        settings.put("customers drawn", zipf == null ? "uniformly" : "by Zipf's law with exponent " + zipf);
        settings.put("lines a checkout", Integer.toString(lines));
        return settings;
    }

    /** How to run it again: all that decides the figures, and nothing that only names a server. */
    String commandLine() {
        List<String> words = new ArrayList<>(List.of("./benchmark/run"));
        words.addAll(List.of("--rounds " + rounds, "--seconds " + seconds, "--warm-up-seconds " + warmUpSeconds));
        words.add("--first-warm-up-seconds " + firstWarmUpSeconds);
        words.add("--suite " + suites.stream().map(Options::word).collect(Collectors.joining(",")));
        words.addAll(List.of("--in-flight " + joined(inFlight), "--other-in-flight " + otherInFlight));
        words.addAll(List.of("--rates " + joined(rates), "--journal-batches " + joined(journalBatches)));
        words.add("--coupons-in-flight " + joined(couponsInFlight));
        words.addAll(List.of("--sql-clients " + joined(sqlClients), "--connections " + connections));
        words.addAll(List.of("--customers " + customers, "--lines " + lines));
        words.add("--purchases " + purchases);
        words.add("--part " + joined(parts).toLowerCase(Locale.ROOT));
        words.add("--sizes " + joined(sizes));
        if (shopDays != null) {
            words.add("--shop-days " + shopDays);
        }
        if (zipf != null) {
            words.add("--zipf " + zipf);
        }
        if (!only.isEmpty()) {
            words.add("--only " + joined(only));
        }
        return String.join(" ", words);
    }

    /** What has systems of its own. */
    enum Part {
        /** How long a start takes. */
        STARTS,
        /** One node and three. */
        NODES,
        /** Few and many customers. */
        SIZES,
        /** The works on the journal. */
        JOURNAL,
        /** Nothing. */
        NONE
    }

    /** What {@code --quick} means for options that are not given, by their names. */
    static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("--rounds", "1"),
            Map.entry("--seconds", "2"),
            Map.entry("--warm-up-seconds", "1"),
            Map.entry("--first-warm-up-seconds", "6"),
            Map.entry("--in-flight", "10,1000"),
            Map.entry("--rates", "500"),
            Map.entry("--journal-batches", "1000"),
            Map.entry("--coupons-in-flight", "100"),
            Map.entry("--sql-clients", "8"),
            Map.entry("--customers", "1000"),
            Map.entry("--shop-days", "10"),
            Map.entry("--sizes", "1000,5000"));

    /** How a suite is called on the command line. */
    static String word(Suite.Name suite) {
        return suite.name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of a suite. */
    static final class SuiteConverter implements ITypeConverter<Suite.Name> {
        @Override
        public Suite.Name convert(String word) {
            return Arrays.stream(Suite.Name.values())
                    .filter(suite -> word(suite).equals(word))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException(
                                    "'" + word
                                            + "' (expected: checkout, orders, reads, mixed, coupons, claims, codes or recommendations)"));
        }
    }

    /** Reads the word of a part. */
    static final class PartConverter implements ITypeConverter<Part> {
        @Override
        public Part convert(String word) {
            return Arrays.stream(Part.values())
                    .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' (expected: starts, nodes, sizes, journal or none)"));
        }
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
