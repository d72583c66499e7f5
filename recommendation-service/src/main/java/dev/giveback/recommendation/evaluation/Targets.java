package dev.giveback.recommendation.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What customers wanted in a window, as someone else worked it out: a file with the columns {@code customer_id}, {@code stock_code} and, if it is
 * there, {@code new_to_customer} (1 or 0).
 */
public record Targets(Path file, List<Target> targets) {
    /** One row. */
    private record Target(long line, String customer, String product, String isNew) {}

    /** Reads a file. */
    public static Targets read(Path file) throws IOException {
        List<Target> targets = new ArrayList<>();
        new CsvTable(file)
                .forEach(
                        List.of("customer_id", "stock_code"),
                        row -> targets.add(new Target(
                                row.getStartingLineNumber(),
                                row.getField("customer_id"),
                                row.getField("stock_code"),
                                row.findField("new_to_customer").orElse(""))));
        return new Targets(file, targets);
    }

    /**
     * By customer, checked against what is known before the cut.
     *
     * @param owned by customer: what each had bought
     * @param known what anyone had bought
     * @throws IllegalArgumentException that names file and line, for what belongs to another shop or another cut
     */
    SortedMap<String, SortedSet<String>> wanted(Map<String, Set<String>> owned, Set<String> known) {
        SortedMap<String, SortedSet<String>> wanted = new TreeMap<>();
        for (Target target : targets) {
            Set<String> own = owned.get(target.customer);
            if (own == null) {
                throw bad(target, "the customer " + target.customer + " bought nothing before the cut");
            }
            if (!known.contains(target.product)) {
                throw bad(target, "nobody bought the product " + target.product + " before the cut");
            }
            String isNew = own.contains(target.product) ? "0" : "1";
            if (!target.isNew.isEmpty() && !target.isNew.equals(isNew)) {
                throw bad(
                        target,
                        "new_to_customer: " + target.isNew + " (expected: " + isNew + " by the lines before the cut)");
            }
            wanted.computeIfAbsent(target.customer, customer -> new TreeSet<>()).add(target.product);
        }
        return wanted;
    }

    private IllegalArgumentException bad(Target target, String what) {
        return new IllegalArgumentException(file.getFileName() + " line " + target.line + ": " + what);
    }
}
