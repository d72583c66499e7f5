package dev.giveback.loyalty.program;

import dev.giveback.journal.v1.ProgramEvent;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Where a node learns of the changes of all programs: the journal's rows whose persistence id has this prefix. */
@FunctionalInterface
public interface ProgramFeed {
    /** What the persistence ids of programs begin with. */
    String PERSISTENCE_ID_PREFIX = "program|";

    /**
     * Gives every stored event, in the order of the journal, and then each new one as it is stored; call it once.
     *
     * @param onEvent is called for one event at a time; it may take milliseconds, and it throws nothing
     * @return completes when what was stored at the time of the call has been given
     */
    CompletionStage<?> start(Consumer<ProgramEvent> onEvent);
}
