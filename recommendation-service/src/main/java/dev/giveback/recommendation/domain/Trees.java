package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Boosted regression trees, read only: the sum of one leaf a tree. Any thread.
 *
 * <p>Nodes of all trees stand in arrays one after another. An inner node sends a value below its threshold to the left, and NaN where it says; a
 * leaf's threshold is what it adds.
 */
public final class Trees {
    private static final int LEAF = -1;

    private final int[] roots;
    private final int[] signals;
    private final float[] thresholds;
    private final int[] left;
    private final int[] right;
    private final boolean[] absentLeft;

    private Trees(Builder builder) {
        roots = Arrays.copyOf(builder.roots, builder.trees);
        signals = Arrays.copyOf(builder.signals, builder.nodes);
        thresholds = Arrays.copyOf(builder.thresholds, builder.nodes);
        left = Arrays.copyOf(builder.left, builder.nodes);
        right = Arrays.copyOf(builder.right, builder.nodes);
        absentLeft = Arrays.copyOf(builder.absentLeft, builder.nodes);
    }

    private Trees(DataInputStream in) throws IOException {
        roots = Snapshots.numbers(in);
        signals = Snapshots.numbers(in);
        left = Snapshots.numbers(in);
        right = Snapshots.numbers(in);
        thresholds = new float[signals.length];
        absentLeft = new boolean[signals.length];
        for (int node = 0; node < signals.length; node++) {
            thresholds[node] = in.readFloat();
            absentLeft[node] = in.readBoolean();
        }
    }

    static Trees read(DataInputStream in) throws IOException {
        return new Trees(in);
    }

    void write(DataOutputStream out) throws IOException {
        Snapshots.numbers(roots, roots.length, out);
        Snapshots.numbers(signals, signals.length, out);
        Snapshots.numbers(left, left.length, out);
        Snapshots.numbers(right, right.length, out);
        for (int node = 0; node < signals.length; node++) {
            out.writeFloat(thresholds[node]);
            out.writeBoolean(absentLeft[node]);
        }
    }

    /** How many trees there are. */
    public int trees() {
        return roots.length;
    }

    /**
     * The sum for one row of a table.
     *
     * @param table rows of signals
     * @param from where the row starts
     */
    public double score(float[] table, int from) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (signals[node] != LEAF) {
                float value = table[from + signals[node]];
                boolean goesLeft = Float.isNaN(value) ? absentLeft[node] : value < thresholds[node];
                node = goesLeft ? left[node] : right[node];
            }
            sum += thresholds[node];
        }
        return sum;
    }

    /** Takes trees one after another, each with its nodes by number, the root first. */
    public static final class Builder {
        private int[] roots = new int[64];
        private int[] signals = new int[1024];
        private float[] thresholds = new float[1024];
        private int[] left = new int[1024];
        private int[] right = new int[1024];
        private boolean[] absentLeft = new boolean[1024];
        private int trees;
        private int nodes;
        private int start;

        /** A new tree of so many nodes, to be set by {@link #inner} and {@link #leaf}. */
        public void tree(int size) {
            start = nodes;
            nodes += size;
            if (trees == roots.length) {
                roots = Arrays.copyOf(roots, trees * 2);
            }
            roots[trees++] = start;
            if (nodes > signals.length) {
                int larger = nodes * 2;
                signals = Arrays.copyOf(signals, larger);
                thresholds = Arrays.copyOf(thresholds, larger);
                left = Arrays.copyOf(left, larger);
                right = Arrays.copyOf(right, larger);
                absentLeft = Arrays.copyOf(absentLeft, larger);
            }
        }

        /** A node that asks a signal; children have higher numbers. */
        public void inner(int node, int signal, float threshold, int below, int otherwise, int absent) {
            if (signal < 0 || signal >= Signal.COUNT || below <= node || otherwise <= node) {
                throw new IllegalArgumentException("node " + node + ": signal " + signal + ", " + below + ", "
                        + otherwise + " (expected: a signal below " + Signal.COUNT + ", and higher numbers)");
            }
            signals[start + node] = signal;
            thresholds[start + node] = threshold;
            left[start + node] = start + below;
            right[start + node] = start + otherwise;
            absentLeft[start + node] = absent == below;
        }

        /** A node that adds. */
        public void leaf(int node, float value) {
            signals[start + node] = LEAF;
            thresholds[start + node] = value;
        }

        /** All of them. */
        public Trees build() {
            return new Trees(this);
        }
    }
}
