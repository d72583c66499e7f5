package dev.giveback.torture.suite;

import java.util.List;
import java.util.Optional;

/**
 * Something that is promised, and what tries to break it. A suite is one class with a constructor without arguments; it is run when it
 * stands in the list of {@code TortureMain}.
 *
 * <p>Everything that happens follows from a seed. The runner asks for one range of seeds after another and writes down what came of each,
 * so a suite that is killed loses one slice. It must not remember anything from one slice to the next besides what {@link #open} made.
 */
public interface Suite {
    /** What is promised, and how honestly it is tried. */
    Promise promise();

    /** How much of it is a run of this scale. */
    Size size(Scale scale);

    /** Planted faults that the suite must find. A suite without one proves nothing, so there is at least one. */
    List<Control> controls();

    /** The tool that is missing on this machine, in words; empty when all are there. Then the suite is not run, and not passed either. */
    default Optional<String> absent() {
        return Optional.empty();
    }

    /** Makes what all slices and controls share: a database say. */
    default void open(Workbench bench) throws Exception {}

    /** Tries these seeds. An exception is a violation of the first of them. */
    Outcome run(Slice slice) throws Exception;

    /** What the processes that the suite torments have said last, told when the suite breaks. */
    default List<String> lastWords() {
        return List.of();
    }

    /** Ends what {@link #open} made; called even when that failed. */
    default void close() throws Exception {}
}
