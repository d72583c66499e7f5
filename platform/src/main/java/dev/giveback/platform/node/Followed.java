package dev.giveback.platform.node;

import dev.giveback.operations.v1.Projection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** Something that follows a journal. */
public interface Followed {
    /** Its name in its service. */
    String name();

    /** How it stands now; the name is its own alone. It may block. */
    Projection standing() throws SQLException;

    /** Pauses or resumes it, wherever in the cluster it runs; that it is so is kept over a restart. */
    CompletionStage<Boolean> pause(boolean paused);
}
