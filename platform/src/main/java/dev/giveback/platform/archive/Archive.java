package dev.giveback.platform.archive;

import dev.giveback.journal.v1.ExportRow;
import org.jspecify.annotations.Nullable;

/** What the files of one service hold, and whether this build can read it. */
public interface Archive {
    /** Whose journal, as the header of a file says; empty for the loyalty service's. */
    String service();

    /** What that journal holds, for people: customers say. */
    String content();

    /** The scope of this name; null if it names none. */
    @Nullable
    ExportScope scope(String name);

    /** What a scope may be, for a message. */
    String scopeRule();

    /** Of the serializer that every row has. */
    int serializerId();

    /** What rows of this persistence id are stored as; empty if no such rows are exported. */
    String manifestOf(String persistenceId);

    /** Whether this build can read the event of a row with the right serializer and manifest. */
    boolean isReadable(ExportRow row);
}
