package dev.giveback.standalone;

import com.google.protobuf.Timestamp;
import dev.giveback.client.Refusal;
import dev.giveback.loyalty.v1.BacktestClock;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.RedemptionBehaviour;
import dev.giveback.standalone.backtest.BacktestPage;
import dev.giveback.standalone.backtest.BacktestText;
import dev.giveback.standalone.backtest.RulesFile;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback backtest}. */
@Command(
        name = "backtest",
        description = {
            "Tells a program's history again under other rules, and compares: points, liability, tiers, winners and losers."
                    + " Nothing is written, and no customer notices.",
            "A rules file is YAML or JSON with the fields of a program; examples/rules has some."
        },
        footer = {
            "",
            "Examples:",
            "  giveback backtest examples/rules/double-points-weekends.yaml --since 2010-12-01",
            "  giveback backtest A.yaml B.yaml --html compare.html",
            "  giveback backtest A.yaml --assume same-share -o json"
        })
final class BacktestCommand implements Callable<Integer> {
    private static final Pattern CANDIDATE = Pattern.compile("candidates\\[([0-4])]\\.?(.*)");
    private static final int MOST_CANDIDATES = 5;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Parameters(paramLabel = "RULES", arity = "1..*", description = "Files of rules to try, 1 to 5.")
    private List<Path> files = List.of();

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "The rules to try decide from then on: a day (2010-12-01, from midnight UTC) or a moment"
                    + " (2010-12-01T08:00:00Z). Until then all is as it was (default: from the beginning).")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Where history ends (default: with the latest that happened).")
    private @Nullable String until;

    @Option(
            names = "--assume",
            paramLabel = "SPENDING",
            defaultValue = "same-requests",
            description = "How customers spend: same-requests (as many points, or as many as they have),"
                    + " same-share (the same share of what they have) or none (default: same-requests).")
    private String assume = "";

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            defaultValue = "happened",
            description = "happened: things are decided when they happened; recorded: when they were recorded"
                    + " (default: happened).")
    private String clock = "";

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with charts; it replaces the file.")
    private @Nullable Path html;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (files.size() > MOST_CANDIDATES) {
            throw Problem.usage("RULES: " + files.size() + " files (expected: at most " + MOST_CANDIDATES + ")");
        }
        List<RulesFile> rules = files.stream()
                .map(file -> RulesFile.read(file, "programs/" + program))
                .toList();
        BacktestRequest request = request(rules);
        try (GatewayClient client = options.connect()) {
            show(asked(client, request, rules));
        }
        return 0;
    }

    private BacktestRequest request(List<RulesFile> rules) {
        BacktestRequest.Builder request = BacktestRequest.newBuilder()
                .setContext(options.context())
                .setProgram("programs/" + program)
                .setRedemptionBehaviour(constant(
                        "--assume",
                        assume,
                        "REDEMPTION_BEHAVIOUR_",
                        RedemptionBehaviour.class,
                        "same-requests, same-share or none"))
                .setClock(constant("--clock", clock, "BACKTEST_CLOCK_", BacktestClock.class, "happened or recorded"));
        rules.forEach(file -> request.addCandidates(file.program()));
        if (since != null) {
            request.setSinceTime(time("--since", since));
        }
        if (until != null) {
            request.setUntilTime(time("--until", until));
        }
        return request.build();
    }

    private static <E extends Enum<E>> E constant(
            String option, String value, String prefix, Class<E> type, String expected) {
        String name = prefix + value.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name) && !name.endsWith("_UNSPECIFIED")) {
                return constant;
            }
        }
        throw Problem.usage(option + ": \"" + value + "\" (expected: " + expected + ")");
    }

    private static Timestamp time(String option, String value) {
        try {
            Instant time = value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Timestamp.newBuilder()
                    .setSeconds(time.getEpochSecond())
                    .setNanos(time.getNano())
                    .build();
        } catch (DateTimeException unread) {
            throw Problem.usage(option + ": \"" + value + "\" (expected: 2010-12-01 or 2010-12-01T08:00:00Z)");
        }
    }

    private static BacktestResult asked(GatewayClient client, BacktestRequest request, List<RulesFile> rules) {
        try (WorkLine line = WorkLine.onStandardError("Backtest")) {
            Iterator<BacktestResponse> responses = client.journalWorks().backtest(request);
            while (responses.hasNext()) {
                BacktestResponse response = responses.next();
                if (response.hasResult()) {
                    return response.getResult();
                }
                line.show(response.getProgress());
            }
            throw Problem.failed("the backtest ended without a result");
        } catch (StatusRuntimeException failed) {
            List<Refusal.Violation> violations = Refusal.of(failed).violations();
            throw violations.isEmpty() ? client.failure(failed) : Problem.failed(refused(violations, rules), failed);
        }
    }

    /** Each mistake on a line of its own but the last, which is the command's own message. */
    private static String refused(List<Refusal.Violation> violations, List<RulesFile> rules) {
        List<String> mistakes =
                violations.stream().map(violation -> mistake(violation, rules)).toList();
        mistakes.subList(0, mistakes.size() - 1).forEach(mistake -> System.err.println("giveback: " + mistake));
        return mistakes.getLast();
    }

    private static String mistake(Refusal.Violation violation, List<RulesFile> rules) {
        Matcher field = CANDIDATE.matcher(violation.field());
        if (!field.matches() || Integer.parseInt(field.group(1)) >= rules.size()) {
            return violation.field() + ": " + violation.rule();
        }
        RulesFile file = rules.get(Integer.parseInt(field.group(1)));
        return file.placeOf(field.group(2)) + ": " + field.group(2) + ": " + violation.rule();
    }

    private void show(BacktestResult result) {
        if (html != null) {
            write(html, BacktestPage.of(result));
        }
        if (output.isForPrograms()) {
            output.print(result);
        } else {
            BacktestText.of(result).forEach(System.out::println);
        }
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
            System.err.println(file + ": " + Numbers.grouped(page.length()) + " characters, open it in a browser");
        } catch (IOException unwritten) {
            throw Problem.failed(file + ": cannot be written: " + unwritten.getMessage(), unwritten);
        }
    }
}
