package dev.giveback.feedback.outreach;

import dev.giveback.journal.v1.OutreachEvent;
import java.util.function.BiConsumer;

/** Where a node learns of the changes of all programs' outreach. */
@FunctionalInterface
public interface OutreachFeed {
    /**
     * Gives every stored event by its program, in the order of the journal, before it returns; and then each new one as it is stored. Call it
     * once.
     *
     * @param onEvent is called for one event at a time; it throws nothing
     */
    void start(BiConsumer<String, OutreachEvent> onEvent);
}
