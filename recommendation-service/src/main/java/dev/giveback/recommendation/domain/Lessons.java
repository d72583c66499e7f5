package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Writes what was learnt, and reads it again. */
public final class Lessons {
    private static final int VERSION = 1;

    private Lessons() {}

    /** Writes; the stream is left open. */
    public static void write(Learnt learnt, DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(Signal.COUNT);
        out.writeInt(Draft.STRATEGIES);
        out.writeInt(learnt.day());
        write(learnt.all(), out);
        write(learnt.fresh(), out);
        write(learnt.allTrial(), out);
        write(learnt.freshTrial(), out);
    }

    /** Reads; what was written for other signals or strategies is an {@link IOException}. */
    public static Learnt read(DataInputStream in) throws IOException {
        expect("version", VERSION, in.readInt());
        expect("signals", Signal.COUNT, in.readInt());
        expect("strategies", Draft.STRATEGIES, in.readInt());
        return new Learnt(in.readInt(), ranking(in), ranking(in), trial(in), trial(in));
    }

    private static void expect(String what, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(what + ": " + found + " (expected: " + expected + ")");
        }
    }

    private static void write(Ranking ranking, DataOutputStream out) throws IOException {
        for (int strategy = 0; strategy < Draft.STRATEGIES; strategy++) {
            out.writeDouble(ranking.weights().of(strategy));
        }
        out.writeBoolean(ranking.trees().isPresent());
        if (ranking.trees().isPresent()) {
            ranking.trees().get().write(out);
        }
    }

    private static Ranking ranking(DataInputStream in) throws IOException {
        double[] weights = new double[Draft.STRATEGIES];
        for (int strategy = 0; strategy < weights.length; strategy++) {
            weights[strategy] = in.readDouble();
        }
        return new Ranking(Weights.of(weights), in.readBoolean() ? Optional.of(Trees.read(in)) : Optional.empty());
    }

    private static void write(Learnt.Trial trial, DataOutputStream out) throws IOException {
        out.writeInt(trial.customers());
        out.writeDouble(trial.blend());
        out.writeDouble(trial.trees());
        out.writeDouble(trial.gain());
        out.writeDouble(trial.halfWidth());
    }

    private static Learnt.Trial trial(DataInputStream in) throws IOException {
        return new Learnt.Trial(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
