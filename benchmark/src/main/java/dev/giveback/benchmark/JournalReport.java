package dev.giveback.benchmark;

import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.report.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the figures of the journal for people: the median of the rounds, with the least and the most in brackets.
 *
 * @param facts sentences about what was measured
 * @param aims what the project holds itself to
 */
record JournalReport(
        String startTime,
        String commandLine,
        List<String> facts,
        List<JournalFigure> figures,
        List<Aim> aims,
        List<String> notMeasured) {
    private static final String BEGIN = "<!-- journal:begin -->";
    private static final String END = "<!-- journal:end -->";

    /**
     * A comparison.
     *
     * @param least what it should come to; NaN without an aim
     */
    record Aim(String what, Optional<Spread> value, double least, String words) {}

    String markdown() {
        Machine machine = Machine.read();
        List<String> lines = new ArrayList<>();
        lines.add("### The journal, run of " + startTime);
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d processors (%s), %.1f GiB of memory, %s, %s. Everything shares these processors. A figure is the median of the"
                        + " rounds, with the least and the most in brackets.",
                machine.cores(),
                machine.processor(),
                machine.memoryBytes() / (double) (1L << 30),
                machine.kernel(),
                machine.java()));
        lines.add("");
        lines.add("Run it again: `" + commandLine + "`");
        lines.add("");
        facts.forEach(fact -> lines.add("- " + fact));
        lines.add("");
        lines.add("| what | a second | seconds |");
        lines.add("| --- | ---: | ---: |");
        figures.stream().filter(JournalFigure::isMeasured).forEach(figure -> lines.add(row(figure)));
        lines.add("");
        lines.add("| ratio | measured | aim | |");
        lines.add("| --- | ---: | ---: | --- |");
        aims.forEach(aim -> lines.add(row(aim)));
        lines.add("");
        notMeasured.forEach(sentence -> lines.add("- Not measured: " + sentence));
        return String.join("\n", lines).strip() + "\n";
    }

    /** The same as numbers. */
    Map<String, Object> json() {
        return Map.of(
                "title",
                "The journal",
                "startTime",
                startTime,
                "facts",
                facts,
                "figures",
                figures.stream()
                        .filter(JournalFigure::isMeasured)
                        .map(figure -> Map.of(
                                "what", figure.what(),
                                "unit", figure.unit(),
                                "counts", figure.counts(),
                                "seconds", figure.seconds()))
                        .toList(),
                "notMeasured",
                notMeasured);
    }

    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, markdown());
    }

    /** Puts the report between the two marks of a document. */
    void fill(Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(document + " has no lines '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(
                document, text.substring(0, begin + BEGIN.length()) + "\n\n" + markdown() + "\n" + text.substring(end));
    }

    private static String row(JournalFigure figure) {
        return "| " + figure.what() + " | " + number(figure.rate(), 0) + " " + figure.unit() + " | "
                + number(figure.time(), 3) + " |";
    }

    private static String row(Aim aim) {
        String value = aim.value().map(spread -> number(spread, 2)).orElse("not measured");
        String verdict = aim.value().isEmpty() || Double.isNaN(aim.least())
                ? ""
                : aim.value().get().median() >= aim.least() ? "reached" : "**not reached**";
        return "| " + aim.what() + " | " + value + " | " + aim.words() + " | " + verdict + " |";
    }

    private static String number(Spread spread, int decimals) {
        String form = "%,." + decimals + "f";
        return String.format(
                Locale.ROOT, form + " (" + form + "–" + form + ")", spread.median(), spread.least(), spread.most());
    }
}
