package dev.giveback.platform.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.admin.v1.WorkProgress;
import java.util.Optional;

/**
 * How a service's import is asked and answers.
 *
 * @param <Q> what comes in
 * @param <R> what goes out
 */
public interface ImportMessages<Q, R> {
    /** The first message, if this is it. */
    Optional<ImportBegin> begin(Q message);

    /** The next bytes, if that is what this is. */
    Optional<ExportPiece> piece(Q message);

    /** Up to where the file is imported. */
    R answer(long byteOffset, long rowCount, boolean completed, WorkProgress progress);
}
