package dev.giveback.torture.flood;

import dev.giveback.torture.suite.Outcome;
import java.util.ArrayList;
import java.util.List;

/** How the server met an attack. */
final class Reaction {
    private static final int TOLD = 3;

    private final Outcome.Tally tally = new Outcome.Tally();
    private final List<String> notStopped = new ArrayList<>();

    /** So many were done. */
    synchronized void did(String what, long times) {
        tally.add(what, times);
    }

    /** It was stopped, and how. */
    synchronized void stopped(String how) {
        tally.add("stopped: " + how);
    }

    /** It was not stopped. */
    synchronized void notStopped(String what) {
        if (notStopped.size() < TOLD) {
            notStopped.add(what);
        }
        tally.add("not stopped");
    }

    synchronized Outcome.Tally tally() {
        return tally;
    }

    synchronized List<String> notStopped() {
        return List.copyOf(notStopped);
    }
}
