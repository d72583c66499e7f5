package dev.giveback.standalone.archive;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.platform.archive.DamagedExportException;
import dev.giveback.platform.archive.ExportHead;
import dev.giveback.platform.archive.FrameReader;
import dev.giveback.platform.archive.UnknownFormatException;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a file to be imported, as fast as it is taken. */
public final class Upload<Q, R> implements ClientResponseObserver<Q, R> {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int HEAD_BYTES = 4096;

    private final Consumer<WorkProgress> progress;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Target<Q, R> target;
    private volatile Target.Answer first = Target.Answer.NONE;
    private volatile Target.Answer last = first;
    private @Nullable ClientCallStreamObserver<Q> requests;

    private Upload(Target<Q, R> target, Consumer<WorkProgress> progress) {
        this.target = target;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param journal that the file holds
     * @param rows in the file
     * @param rowsBefore that an earlier call had imported
     */
    public record Result(Journal journal, long rows, long rowsBefore) {}

    /**
     * Imports a file to its end.
     *
     * @throws Problem if it cannot be read or Giveback does not answer
     */
    public static Result of(Path file, AdminContext context, GatewayClient client, Consumer<WorkProgress> progress)
            throws InterruptedException {
        ExportHead head;
        try {
            head = headOf(file);
        } catch (IOException unread) {
            throw unreadable(file, unread);
        }
        Journal journal = Journal.of(head.header());
        return switch (journal) {
            case CUSTOMERS -> of(journal, head, file, context, client, new Upload<>(new Target.Customers(), progress));
            case CAMPAIGNS -> of(journal, head, file, context, client, new Upload<>(new Target.Campaigns(), progress));
        };
    }

    private static <Q, R> Result of(
            Journal journal,
            ExportHead head,
            Path file,
            AdminContext context,
            GatewayClient client,
            Upload<Q, R> upload)
            throws InterruptedException {
        try (InputStream bytes = Files.newInputStream(file)) {
            upload.target.open(client, upload);
            upload.send(upload.target.begin(ImportBegin.newBuilder()
                    .setContext(context)
                    .setHead(head.bytes())
                    .build()));
            upload.answered.await();
            bytes.skipNBytes(upload.first.byteOffset());
            upload.sendAll(bytes);
            upload.ended.await();
        } catch (NoSuchFileException missing) {
            throw Problem.failed(file + " cannot be read: there is no such file", missing);
        } catch (IOException unread) {
            throw unreadable(file, unread);
        }
        Throwable failed = upload.failure.get();
        if (failed instanceof StatusRuntimeException refused) {
            throw client.failure(refused);
        }
        if (failed != null || !upload.last.completed()) {
            throw Problem.failed("the import ended before its end; run it again to go on");
        }
        return new Result(journal, upload.last.rowCount(), upload.first.rowCount());
    }

    /** Which journal a file holds. */
    public static Journal journalOf(Path file) {
        try {
            return Journal.of(headOf(file).header());
        } catch (IOException unread) {
            throw unreadable(file, unread);
        }
    }

    private static Problem unreadable(Path file, IOException unread) {
        return Problem.failed(file + " cannot be read: " + unread.getMessage(), unread);
    }

    private static ExportHead headOf(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            ByteString beginning = ByteString.copyFrom(bytes.readNBytes(HEAD_BYTES));
            FrameReader frames = FrameReader.ofFile();
            frames.put(beginning);
            FrameReader.Frame header = frames.next();
            if (header == null) {
                throw Problem.failed(file + ": this is no whole export of a journal");
            }
            return ExportHead.of(beginning.substring(0, (int) header.end()), Journal.ARCHIVES);
        } catch (DamagedExportException | UnknownFormatException broken) {
            throw Problem.failed(file + ": " + broken.getMessage(), broken);
        }
    }

    private void sendAll(InputStream bytes) throws IOException, InterruptedException {
        for (byte[] piece = bytes.readNBytes(PIECE_BYTES);
                piece.length > 0 && ended.getCount() > 0;
                piece = bytes.readNBytes(PIECE_BYTES)) {
            send(target.piece(
                    ExportPiece.newBuilder().setData(ByteString.copyFrom(piece)).build()));
        }
        if (requests != null && ended.getCount() > 0) {
            requests.onCompleted();
        }
    }

    private synchronized void send(Q request) throws InterruptedException {
        while (requests != null && !requests.isReady() && ended.getCount() > 0) {
            wait();
        }
        if (requests != null && ended.getCount() > 0) {
            requests.onNext(request);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        requests = stream;
        stream.setOnReadyHandler(this::wake);
    }

    @Override
    public void onNext(R response) {
        Target.Answer answer = target.answer(response);
        if (answered.getCount() > 0) {
            first = answer;
        }
        last = answer;
        progress.accept(answer.progress());
        answered.countDown();
    }

    @Override
    public void onError(Throwable failed) {
        failure.set(failed);
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void end() {
        ended.countDown();
        answered.countDown();
        wake();
    }
}
