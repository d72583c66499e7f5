package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of something that needs systems of its own, for people and as a file.
 *
 * @param title what it is about
 * @param facts sentences about what was measured
 * @param figures in the order in which they are shown
 * @param aims what the project holds itself to
 * @param notMeasured what is missing and why, a sentence each
 */
record PartReport(
        String title,
        String startTime,
        List<String> facts,
        List<Figure> figures,
        List<Aim> aims,
        List<String> notMeasured) {
    /**
     * One thing, measured in some rounds.
     *
     * @param rounds one number a round
     * @param decimals of what is shown
     */
    record Figure(String what, String unit, int decimals, Map<Integer, Double> rounds) {
        Figure(String what, String unit, int decimals) {
            this(what, unit, decimals, new TreeMap<>());
        }

        void add(int round, double value) {
            rounds.put(round, value);
        }

        /** This divided by another, round by round; empty when a side was not measured. */
        Optional<Spread> over(Figure other) {
            List<Double> quotients = new ArrayList<>();
            rounds.forEach((round, value) -> {
                Double below = other.rounds.get(round);
                if (below != null && below > 0) {
                    quotients.add(value / below);
                }
            });
            return quotients.isEmpty() ? Optional.empty() : Optional.of(Spread.of(quotients));
        }

        private String text() {
            return number(Spread.of(List.copyOf(rounds.values())), decimals) + " " + unit;
        }
    }

    /**
     * A comparison.
     *
     * @param most what it should come to at most; NaN without an aim
     */
    record Aim(String what, Optional<Spread> value, double most, String words) {}

    String markdown() {
        List<String> lines = new ArrayList<>(List.of("### " + title + ", run of " + startTime, ""));
        facts.forEach(fact -> lines.add("- " + fact));
        lines.addAll(List.of("", "| what | measured |", "| --- | ---: |"));
        figures.stream()
                .filter(figure -> !figure.rounds.isEmpty())
                .forEach(figure -> lines.add("| " + figure.what + " | " + figure.text() + " |"));
        if (!aims.isEmpty()) {
            lines.addAll(List.of("", "| ratio | measured | aim | |", "| --- | ---: | ---: | --- |"));
            aims.forEach(aim -> lines.add(row(aim)));
        }
        lines.add("");
        notMeasured.forEach(sentence -> lines.add("- Not measured: " + sentence));
        return String.join("\n", lines).strip() + "\n";
    }

    /** The same as numbers. */
    Map<String, Object> json() {
        return Map.of(
                "title",
                title,
                "startTime",
                startTime,
                "facts",
                facts,
                "figures",
                figures.stream()
                        .map(figure -> Map.of("what", figure.what, "unit", figure.unit, "rounds", figure.rounds))
                        .toList(),
                "notMeasured",
                notMeasured);
    }

    private static String row(Aim aim) {
        String value = aim.value().map(spread -> number(spread, 2)).orElse("not measured");
        String verdict = aim.value().isEmpty() || Double.isNaN(aim.most())
                ? ""
                : aim.value().get().median() <= aim.most() ? "reached" : "**not reached**";
        return "| " + aim.what() + " | " + value + " | " + aim.words() + " | " + verdict + " |";
    }

    private static String number(Spread spread, int decimals) {
        String form = "%,." + decimals + "f";
        return String.format(
                Locale.ROOT, form + " (" + form + "–" + form + ")", spread.median(), spread.least(), spread.most());
    }
}
