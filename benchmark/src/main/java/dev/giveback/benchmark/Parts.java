package dev.giveback.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured on systems of its own, one part after another.
 *
 * @param texts of each, for people
 * @param json of each, as numbers
 */
record Parts(List<String> texts, List<Map<String, Object>> json) {
    /** Measures those that the options ask for. One that fails must not cost the others their figures; the report says why it is missing. */
    static Parts measure(Options options, PrintStream progress) throws InterruptedException {
        Parts parts = new Parts(new ArrayList<>(), new ArrayList<>());
        for (Options.Part part : options.parts.stream().distinct().sorted().toList()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            try {
                if (part != Options.Part.NONE) {
                    progress.println("measuring: " + name);
                    parts.add(part, options, progress);
                }
            } catch (IOException | SQLException | RuntimeException failed) {
                progress.println(name + " failed: " + failed);
                parts.texts.add("- Not measured: " + name + ": " + failed.getMessage() + "\n");
                parts.json.add(Map.of("title", name, "notMeasured", List.of(String.valueOf(failed.getMessage()))));
            }
        }
        return parts;
    }

    private void add(Options.Part part, Options options, PrintStream progress)
            throws IOException, InterruptedException, SQLException {
        switch (part) {
            case STARTS -> add(new StartBenchmark(options, progress).run());
            case NODES -> add(new NodeBenchmark(options, progress).run());
            case SIZES -> add(new SizeBenchmark(options, progress).run());
            case JOURNAL -> {
                JournalReport report = new JournalBenchmark(JournalOptions.within(options), progress).run();
                texts.add(report.markdown());
                json.add(report.json());
            }
            case NONE -> {}
        }
    }

    private void add(PartReport report) {
        texts.add(report.markdown());
        json.add(report.json());
    }

    /** All of it, after a report, each part with a heading of the third level. */
    String markdown() {
        return texts.stream().map(text -> "\n" + text).collect(Collectors.joining());
    }
}
