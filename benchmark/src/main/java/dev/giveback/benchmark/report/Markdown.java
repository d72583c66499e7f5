package dev.giveback.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report for people. Each figure is the median of the rounds, with the least and the most of them in brackets. */
public final class Markdown {
    private final Report report;
    private final Findings findings;
    private final List<String> lines = new ArrayList<>();

    private Markdown(Report report, Findings findings) {
        this.report = report;
        this.findings = findings;
    }

    /** The whole text, which begins with a heading of the third level. */
    public static String of(Report report, Findings findings) {
        Markdown markdown = new Markdown(report, findings);
        markdown.machine();
        markdown.ratios();
        markdown.rates();
        markdown.cpu();
        markdown.trust();
        markdown.settings();
        return String.join("\n", markdown.lines) + "\n";
    }

    private void machine() {
        Map<String, String> settings = report.settings();
        heading("Run of " + report.startTime());
        lines.add(machineLine());
        lines.add("");
        lines.add("Generator, server and database share these processors. Each contender ran in turn, in "
                + settings.getOrDefault("rounds", "?") + " rounds of " + settings.getOrDefault("seconds", "?")
                + " s each after " + settings.getOrDefault("warm-up seconds", "?")
                + " s of warm-up; a figure is the median of the rounds, with the least and the most in brackets.");
        lines.add("");
        lines.add("Run it again: `" + report.commandLine() + "`");
    }

    private String machineLine() {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %.1f GiB of memory, %s, generator on %s.",
                report.machine().cores(),
                report.machine().processor(),
                report.machine().memoryBytes() / (double) (1L << 30),
                report.machine().kernel(),
                report.machine().java());
    }

    private void ratios() {
        heading("Ratios");
        row("ratio", "measured", "aim", "");
        row("---", "---:", "---:", "---");
        for (Ratio ratio : findings.ratios()) {
            row(
                    ratio.what(),
                    ratio.value() == null ? "not measured" : text(ratio.value(), 2),
                    ratio.aim(),
                    verdict(ratio));
        }
    }

    private static String verdict(Ratio ratio) {
        @Nullable Boolean reached = ratio.reached();
        return reached == null ? "" : reached ? "reached" : "**not reached**";
    }

    private void rates() {
        heading("Rates and latencies");
        row("contender", "calls/s", "p50 µs", "p99 µs", "p99.9 µs of all rounds", "longest µs", "not OK");
        row("---", "---:", "---:", "---:", "---:", "---:", "---");
        for (Summary summary : findings.summaries()) {
            row(
                    summary.contender().description(),
                    text(summary.rate(), 0),
                    text(summary.p50Micros(), 0),
                    text(summary.p99Micros(), 0),
                    number(summary.together().p999(), 0),
                    number(summary.together().max(), 0),
                    counts(summary.troubles()));
        }
    }

    private void cpu() {
        heading("Processor time a call, µs");
        List<String> processes = List.of("server", "postgres", "generator", "pgbench");
        row("contender", processes.get(0), processes.get(1), processes.get(2), "pgbench, h2load");
        row("---", "---:", "---:", "---:", "---:");
        for (Summary summary : findings.summaries()) {
            List<String> cells = new ArrayList<>(List.of(summary.contender().description()));
            for (String process : processes) {
                @Nullable Spread micros = summary.cpuMicrosPerCall().get(process);
                cells.add(micros == null ? "–" : text(micros, 1));
            }
            row(cells.toArray(String[]::new));
        }
    }

    private void trust() {
        heading("How far to trust it");
        report.audits().forEach(audit -> lines.add(text(audit)));
        for (RoundStart round : report.rounds()) {
            lines.add("- Before round " + round.round() + ": load average " + optional(round.loadAverage())
                    + " (our own load included), processors busy while nothing was sent "
                    + optional(round.neighboursCores()) + ".");
        }
        for (Sample sample : report.samples()) {
            @Nullable Latency lateness = sample.lateness();
            if (lateness != null && sample.offeredRate() != null) {
                lines.add(String.format(
                        Locale.ROOT,
                        "- %s, round %d: %.0f calls/s were due, %.0f were answered OK; the generator itself was late by %.0f µs (p50), %.0f µs"
                                + " (p99), which the latencies contain.",
                        sample.contender(),
                        sample.round(),
                        sample.offeredRate(),
                        sample.rate(),
                        lateness.p50(),
                        lateness.p99()));
            }
        }
        report.notMeasured().forEach(sentence -> lines.add("- Not measured: " + sentence));
    }

    private static String text(Audit audit) {
        String verdict = audit.agrees() ? ": they agree." : ": **they do not agree.**";
        return "- " + audit.what() + ": answered OK " + audit.acknowledged() + ", without an answer " + audit.unknown()
                + ", recorded by the server "
                + (audit.recorded() == null ? "not asked." : audit.recorded() + verdict);
    }

    private void settings() {
        heading("Settings");
        row("setting", "value");
        row("---", "---");
        report.settings().forEach(this::row);
        report.database().forEach((name, value) -> row("PostgreSQL " + name, value));
    }

    private void heading(String text) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add((lines.isEmpty() ? "### " : "#### ") + text);
        lines.add("");
    }

    private void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    private static String counts(Map<String, Long> troubles) {
        return troubles.isEmpty()
                ? "none"
                : troubles.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String text(Spread spread, int decimals) {
        return number(spread.median(), decimals) + " (" + number(spread.least(), decimals) + "–"
                + number(spread.most(), decimals) + ")";
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String optional(@Nullable Double value) {
        return value == null ? "not told" : number(value, 2);
    }
}
