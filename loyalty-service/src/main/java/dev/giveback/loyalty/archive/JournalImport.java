package dev.giveback.loyalty.archive;

import dev.giveback.loyalty.acts.AdminAsk;
import dev.giveback.loyalty.acts.WorkStream;
import dev.giveback.loyalty.acts.Works;
import dev.giveback.loyalty.archive.FrameReader.Frame;
import dev.giveback.loyalty.archive.ImportTables.Progress;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.AdminContext;
import dev.giveback.loyalty.v1.ExportPiece;
import dev.giveback.loyalty.v1.ImportBegin;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Takes files of exported events into the journal, one at a time. */
public final class JournalImport {
    private static final int LOCK_LOOKS = 50;
    private static final long LOCK_PAUSE_MILLIS = 100;

    private final DataSource source;
    private final Works works;
    private final ImportTargets targets;
    private final Duration stallLimit;

    /**
     * An import.
     *
     * @param source the admins' connections; one is held for as long as a file comes in
     */
    public JournalImport(DataSource source, Works works, ImportTargets targets, ArchiveSettings settings) {
        this.source = source;
        this.works = works;
        this.targets = targets;
        this.stallLimit = settings.stallLimit();
    }

    /** Takes what a caller sends. Call it on the thread of the call. */
    public StreamObserver<ImportJournalRequest> open(
            String principal, StreamObserver<ImportJournalResponse> responses) {
        ServerCallStreamObserver<ImportJournalResponse> caller =
                (ServerCallStreamObserver<ImportJournalResponse>) responses;
        caller.disableAutoRequest();
        caller.request(1);
        return new Requests(principal, caller, works.prepare(caller));
    }

    private void begin(
            ImportBegin begin,
            String principal,
            ServerCallStreamObserver<ImportJournalResponse> caller,
            WorkStream<ImportJournalResponse> stream,
            ImportInbox inbox) {
        AdminContext context = begin.getContext();
        try {
            if (context.getReason().isBlank()) {
                throw RefusalStatus.of(Refusal.field("context.reason", "must say why; it is recorded"));
            }
            ExportHead head = ExportHead.of(begin.getHead());
            works.start(
                    new AdminAsk(
                            "ImportJournal",
                            head.header().getScope(),
                            principal,
                            context.getOperator(),
                            context.getReason(),
                            Map.of("export_id", ImportRun.exportIdOf(head).toString())),
                    stream,
                    open -> run(head, open, inbox));
        } catch (DamagedExportException damage) {
            caller.onError(ImportRefusals.damaged(damage));
        } catch (UnknownFormatException format) {
            caller.onError(ImportRefusals.unknown(format));
        } catch (StatusRuntimeException refused) {
            caller.onError(refused);
        }
    }

    private Map<String, String> run(ExportHead head, WorkStream<ImportJournalResponse> stream, ImportInbox inbox)
            throws Exception {
        try (Connection connection = source.getConnection()) {
            ImportTables tables = new ImportTables(connection);
            lock(tables, stream);
            connection.setAutoCommit(false);
            try {
                return copy(head, new ImportRun(connection, head), stream, inbox);
            } catch (DamagedExportException damage) {
                throw ImportRefusals.damaged(damage);
            } catch (UnknownFormatException format) {
                throw ImportRefusals.unknown(format);
            } finally {
                release(connection, tables);
            }
        }
    }

    /** Waits a little: whoever was cut off comes back before the call that he lost has ended. */
    private static void lock(ImportTables tables, WorkStream<ImportJournalResponse> stream)
            throws SQLException, InterruptedException {
        for (int i = 0; !tables.lock(); i++) {
            if (i == LOCK_LOOKS) {
                throw ImportRefusals.notEmpty("", "another import is under way");
            }
            Thread.sleep(LOCK_PAUSE_MILLIS);
            stream.step();
        }
    }

    private static void release(Connection connection, ImportTables tables) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        tables.unlock();
    }

    private Map<String, String> copy(
            ExportHead head, ImportRun run, WorkStream<ImportJournalResponse> stream, ImportInbox inbox)
            throws Exception {
        Progress progress = run.open(head);
        long rowsBefore = progress.place().getRowCount();
        stream.send(answer(progress, run, stream));
        FrameReader frames =
                FrameReader.after(progress.byteOffset(), progress.place().getBlockCount() + 1);
        while (!run.ended()) {
            Optional<ExportPiece> piece = inbox.take(stream);
            if (piece.isEmpty()) {
                throw frames.damaged("the file ends here, without a trailer");
            }
            frames.put(piece.get().getData());
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                progress = run.take(frame);
                stream.send(answer(progress, run, stream));
            }
        }
        run.tell(targets);
        return Map.of("rows", Long.toString(progress.place().getRowCount() - rowsBefore));
    }

    private static ImportJournalResponse answer(
            Progress progress, ImportRun run, WorkStream<ImportJournalResponse> stream) {
        return ImportJournalResponse.newBuilder()
                .setByteOffset(progress.byteOffset())
                .setRowCount(progress.place().getRowCount())
                .setCompleted(progress.completed())
                .setProgress(stream.progress(progress.place().getRowCount(), run.totalRows(), "events"))
                .build();
    }

    /** The messages of one caller: the first says what comes. */
    private final class Requests implements StreamObserver<ImportJournalRequest> {
        private final String principal;
        private final ServerCallStreamObserver<ImportJournalResponse> caller;
        private final WorkStream<ImportJournalResponse> stream;
        private @Nullable ImportInbox inbox;

        Requests(
                String principal,
                ServerCallStreamObserver<ImportJournalResponse> caller,
                WorkStream<ImportJournalResponse> stream) {
            this.principal = principal;
            this.caller = caller;
            this.stream = stream;
        }

        @Override
        public void onNext(ImportJournalRequest message) {
            if (inbox != null && message.hasPiece()) {
                inbox.put(message.getPiece());
            } else if (inbox == null && message.hasBegin()) {
                inbox = new ImportInbox(caller, stallLimit);
                begin(message.getBegin(), principal, caller, stream, inbox);
            } else if (inbox == null) {
                caller.onError(RefusalStatus.of(Refusal.field("begin", "must be the first message")));
            } else {
                inbox.end();
            }
        }

        @Override
        public void onError(Throwable gone) {
            // The work sees at its next step that the caller is gone.
        }

        @Override
        public void onCompleted() {
            if (inbox == null) {
                caller.onError(RefusalStatus.of(Refusal.field("begin", "must be sent")));
            } else {
                inbox.end();
            }
        }
    }
}
