package dev.giveback.platform.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.WorkProgress;

/** How a service's export says what it has to say. */
public interface ExportMessages<R> {
    /** How far it is. */
    R progress(WorkProgress progress);

    /** The next bytes of the file. */
    R piece(ExportPiece piece);
}
