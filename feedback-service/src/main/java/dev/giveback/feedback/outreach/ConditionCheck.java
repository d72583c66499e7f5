package dev.giveback.feedback.outreach;

import java.util.Optional;

/** Whether the condition of a trigger can be evaluated. */
@FunctionalInterface
public interface ConditionCheck {
    /** What is wrong with a condition; empty when nothing is. It may take milliseconds. */
    Optional<String> error(String condition);
}
