package dev.giveback.feedback.planner.planted;

import dev.giveback.feedback.v1.Survey;

/** What is decided is decided of the domain, not of what callers send. */
public final class KnowsTheContract {
    /** A field of a foreign type. */
    public final Survey foreign = Survey.getDefaultInstance();
}
