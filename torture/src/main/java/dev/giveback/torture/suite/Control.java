package dev.giveback.torture.suite;

import java.util.Optional;

/**
 * A negative control: a fault that is planted, and a hunt for it with the same checks as those of the suite.
 *
 * @param name of the fault, in few words
 * @param hunt that must find it
 */
public record Control(String name, Hunt hunt) {
    /** Looks for the fault. */
    @FunctionalInterface
    public interface Hunt {
        /** The violation that gave the fault away; empty when the suite is blind to it. */
        Optional<Violation> find() throws Exception;
    }
}
