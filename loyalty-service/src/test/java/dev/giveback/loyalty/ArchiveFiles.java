package dev.giveback.loyalty;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A caller that exports and imports files, and that breaks off after as many frames as a test wants. */
final class ArchiveFiles {
    private static final AdminContext CONTEXT = AdminContext.newBuilder()
            .setOperator("ada")
            .setReason("moving house")
            .build();

    private ArchiveFiles() {}

    /** The frames of a file, the header with what is before it. */
    static List<ByteString> export(RunningLoyalty loyalty, String scope) {
        return export(loyalty, scope, null, Integer.MAX_VALUE);
    }

    /** So many frames of a file from a place; then the caller is gone. */
    static List<ByteString> export(RunningLoyalty loyalty, String scope, @Nullable ExportPlace from, int frames) {
        ExportJournalRequest.Builder request =
                ExportJournalRequest.newBuilder().setContext(CONTEXT).setScope(scope);
        if (from != null) {
            request.setResume(from);
        }
        List<ByteString> taken = new ArrayList<>();
        io.grpc.Context.CancellableContext call = io.grpc.Context.current().withCancellation();
        call.run(() -> {
            Iterator<ExportJournalResponse> steps = loyalty.journal().exportJournal(request.build());
            ByteString frame = ByteString.EMPTY;
            while (taken.size() < frames && steps.hasNext()) {
                ExportJournalResponse step = steps.next();
                if (step.hasPiece()) {
                    frame = frame.concat(step.getPiece().getData());
                    if (step.getPiece().getEndsFrame()) {
                        taken.add(frame);
                        frame = ByteString.EMPTY;
                    }
                }
            }
        });
        call.cancel(null);
        return taken;
    }

    /** Imports a file to its end. */
    static ImportJournalResponse importFile(Channel channel, List<ByteString> frames) {
        return importFile(channel, frames, Integer.MAX_VALUE).orElseThrow();
    }

    /** Sends so many frames after the one where it is asked to go on, waits until they took effect, and is gone. */
    static Optional<ImportJournalResponse> importFile(Channel channel, List<ByteString> frames, int most) {
        ByteString file = ByteString.copyFrom(frames);
        LinkedBlockingQueue<ImportJournalResponse> answers = new LinkedBlockingQueue<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        StreamObserver<ImportJournalRequest> requests = JournalServiceGrpc.newStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .importJournal(new StreamObserver<>() {
                    @Override
                    public void onNext(ImportJournalResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(null);
                    }
                });
        requests.onNext(ImportJournalRequest.newBuilder()
                .setBegin(ImportBegin.newBuilder().setContext(CONTEXT).setHead(frames.getFirst()))
                .build());
        ImportJournalResponse last = next(answers, end);
        long from = last.getByteOffset();
        int sent = 0;
        long offset = 0;
        for (ByteString frame : frames) {
            if (offset >= from && sent < most) {
                sent++;
                for (int at = 0; at < frame.size(); at += 60_000) {
                    requests.onNext(ImportJournalRequest.newBuilder()
                            .setPiece(ExportPiece.newBuilder()
                                    .setData(frame.substring(at, Math.min(frame.size(), at + 60_000))))
                            .build());
                }
            }
            offset += frame.size();
        }
        if (sent < most) {
            requests.onCompleted();
            join(end);
            return Optional.of(answers.stream().reduce(last, (first, second) -> second));
        }
        for (int i = 0; i < sent; i++) {
            last = next(answers, end);
        }
        ((ClientCallStreamObserver<ImportJournalRequest>) requests).cancel("gone", null);
        return last.getByteOffset() == file.size() ? Optional.of(last) : Optional.empty();
    }

    private static ImportJournalResponse next(
            LinkedBlockingQueue<ImportJournalResponse> answers, CompletableFuture<Void> end) {
        try {
            for (int i = 0; i < 600; i++) {
                ImportJournalResponse answer = answers.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer;
                }
                if (end.isCompletedExceptionally()) {
                    join(end);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no answer in a minute");
    }

    private static void join(CompletableFuture<Void> end) {
        try {
            end.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
