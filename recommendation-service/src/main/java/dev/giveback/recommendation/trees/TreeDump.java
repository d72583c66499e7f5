package dev.giveback.recommendation.trees;

import dev.giveback.recommendation.domain.Trees;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads trees as XGBoost prints them: a node a line, {@code 0:[f3<0.5] yes=1,no=2,missing=2} or {@code 1:leaf=0.25}. */
final class TreeDump {
    private static final Pattern NODE =
            Pattern.compile("\\s*(\\d+):(?:leaf=(\\S+)|\\[f(\\d+)<(\\S+)\\] yes=(\\d+),no=(\\d+),missing=(\\d+))");

    private TreeDump() {}

    static Trees read(String[] dumps) {
        Trees.Builder trees = new Trees.Builder();
        for (String dump : dumps) {
            String[] lines = dump.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
            trees.tree(1 + highest(lines));
            for (String line : lines) {
                node(trees, match(line));
            }
        }
        return trees.build();
    }

    /** Pruned nodes leave gaps in the numbers. */
    private static int highest(String[] lines) {
        int highest = 0;
        for (String line : lines) {
            highest = Math.max(highest, Integer.parseInt(match(line).group(1)));
        }
        return highest;
    }

    private static Matcher match(String line) {
        Matcher matcher = NODE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("node: " + line + " (expected: a split or a leaf)");
        }
        return matcher;
    }

    private static void node(Trees.Builder trees, Matcher node) {
        int number = Integer.parseInt(node.group(1));
        if (node.group(2) != null) {
            trees.leaf(number, Float.parseFloat(node.group(2)));
        } else {
            trees.inner(
                    number,
                    Integer.parseInt(node.group(3)),
                    Float.parseFloat(node.group(4)),
                    Integer.parseInt(node.group(5)),
                    Integer.parseInt(node.group(6)),
                    Integer.parseInt(node.group(7)));
        }
    }
}
