package dev.giveback.benchmark;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends an exported file to an empty system, no faster than it takes it. */
final class JournalImport implements ClientResponseObserver<ImportJournalRequest, ImportJournalResponse> {
    private static final long PATIENCE_MINUTES = 30;

    private final List<ExportPiece> pieces;
    private final CompletableFuture<Long> rows = new CompletableFuture<>();
    private int next;
    private boolean begun;
    private volatile @Nullable ImportJournalResponse latest;

    private JournalImport(List<ExportPiece> pieces) {
        this.pieces = pieces;
    }

    /** Imports the file and gives the number of its rows. */
    static long run(Channel channel, List<ExportPiece> pieces) throws InterruptedException {
        JournalImport importing = new JournalImport(pieces);
        var unused = JournalServiceGrpc.newStub(channel).importJournal(importing);
        try {
            return importing.rows.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the import failed: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportJournalRequest> requests) {
        requests.setOnReadyHandler(() -> send(requests));
    }

    private void send(ClientCallStreamObserver<ImportJournalRequest> requests) {
        while (requests.isReady() && next < pieces.size()) {
            requests.onNext(
                    begun
                            ? ImportJournalRequest.newBuilder()
                                    .setPiece(pieces.get(next++))
                                    .build()
                            : begin());
            begun = true;
            if (next == pieces.size()) {
                requests.onCompleted();
            }
        }
    }

    /** The file's head: the pieces of its first frame. */
    private ImportJournalRequest begin() {
        ByteString head = ByteString.EMPTY;
        boolean ends;
        do {
            ExportPiece piece = pieces.get(next++);
            head = head.concat(piece.getData());
            ends = piece.getEndsFrame();
        } while (!ends);
        return ImportJournalRequest.newBuilder()
                .setBegin(ImportBegin.newBuilder()
                        .setContext(AdminContext.newBuilder()
                                .setOperator("benchmark")
                                .setReason("how long it takes"))
                        .setHead(head))
                .build();
    }

    @Override
    public void onNext(ImportJournalResponse response) {
        latest = response;
    }

    @Override
    public void onError(Throwable failure) {
        rows.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        ImportJournalResponse end = latest;
        if (end == null || !end.getCompleted()) {
            rows.completeExceptionally(new IllegalStateException("the import ended before the file did"));
        } else {
            rows.complete(end.getRowCount());
        }
    }
}
