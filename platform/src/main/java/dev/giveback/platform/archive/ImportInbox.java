package dev.giveback.platform.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.platform.acts.WorkStream;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The pieces of a file that come in, a few ahead of the one that is taken: the next is asked for when one was taken. */
final class ImportInbox<R> {
    private static final long LOOK_MILLIS = 100;
    private static final int PIECES_AHEAD = 4;

    private final LinkedBlockingQueue<Optional<ExportPiece>> pieces = new LinkedBlockingQueue<>();
    private final ServerCallStreamObserver<R> caller;
    private final Duration stallLimit;

    ImportInbox(ServerCallStreamObserver<R> caller, Duration stallLimit) {
        this.caller = caller;
        this.stallLimit = stallLimit;
        caller.request(PIECES_AHEAD);
    }

    void put(ExportPiece piece) {
        pieces.add(Optional.of(piece));
    }

    /** Nothing more comes. */
    void end() {
        pieces.add(Optional.empty());
    }

    /**
     * Waits for the next piece; nothing when the caller has sent all.
     *
     * @throws io.grpc.StatusRuntimeException when the caller is gone or sends nothing for too long, or this node stops
     */
    Optional<ExportPiece> take(WorkStream<R> stream) throws InterruptedException {
        for (long waited = 0; waited < stallLimit.toMillis(); waited += LOOK_MILLIS) {
            Optional<ExportPiece> piece = pieces.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            stream.step();
            if (piece != null) {
                caller.request(1);
                return piece;
            }
        }
        throw Status.UNAVAILABLE
                .withDescription("nothing came for too long; import the same file again to go on")
                .asRuntimeException();
    }
}
