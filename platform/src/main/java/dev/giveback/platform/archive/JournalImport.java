package dev.giveback.platform.archive;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.archive.FrameReader.Frame;
import dev.giveback.platform.archive.ImportTables.Progress;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes files of exported events into the journal, one at a time.
 *
 * @param <Q> what comes in
 * @param <R> what goes out
 */
public final class JournalImport<Q, R> {
    private static final int LOCK_LOOKS = 50;
    private static final long LOCK_PAUSE_MILLIS = 100;

    private final DataSource source;
    private final Works works;
    private final String verb;
    private final Archive archive;
    private final ImportRules rules;
    private final ImportRefusals refusals;
    private final ImportMessages<Q, R> messages;
    private final Duration stallLimit;

    /**
     * An import.
     *
     * @param source the admins' connections; one is held for as long as a file comes in
     * @param kind what is imported, and how
     */
    public JournalImport(DataSource source, Works works, Kind<Q, R> kind, ArchiveSettings settings) {
        this.source = source;
        this.works = works;
        this.verb = kind.verb();
        this.archive = kind.archive();
        this.rules = kind.rules();
        this.refusals = new ImportRefusals(kind.domain());
        this.messages = kind.messages();
        this.stallLimit = settings.stallLimit();
    }

    /**
     * What is imported, and how.
     *
     * @param verb the method's name
     * @param domain of the service's error infos
     */
    public record Kind<Q, R>(
            String verb, String domain, Archive archive, ImportRules rules, ImportMessages<Q, R> messages) {}

    /** Takes what a caller sends. Call it on the thread of the call. */
    public StreamObserver<Q> open(String principal, StreamObserver<R> responses) {
        ServerCallStreamObserver<R> caller = (ServerCallStreamObserver<R>) responses;
        caller.disableAutoRequest();
        caller.request(1);
        return new Requests(principal, caller, works.prepare(caller));
    }

    private void begin(
            ImportBegin begin,
            String principal,
            ServerCallStreamObserver<R> caller,
            WorkStream<R> stream,
            ImportInbox<R> inbox) {
        AdminContext context = begin.getContext();
        try {
            if (context.getReason().isBlank()) {
                throw refusals.field("context.reason", "must say why; it is recorded");
            }
            ExportHead head = ExportHead.of(begin.getHead(), new Archives(List.of(archive)));
            works.start(
                    new AdminAsk(
                            verb,
                            head.header().getScope(),
                            principal,
                            context.getOperator(),
                            context.getReason(),
                            Map.of("export_id", ImportRun.exportIdOf(head).toString())),
                    stream,
                    open -> run(head, open, inbox));
        } catch (DamagedExportException damage) {
            caller.onError(refusals.damaged(damage));
        } catch (UnknownFormatException format) {
            caller.onError(refusals.unknown(format));
        } catch (StatusRuntimeException refused) {
            caller.onError(refused);
        }
    }

    private Map<String, String> run(ExportHead head, WorkStream<R> stream, ImportInbox<R> inbox) throws Exception {
        try (Connection connection = source.getConnection()) {
            ImportTables tables = new ImportTables(connection);
            lock(tables, stream);
            connection.setAutoCommit(false);
            try {
                return copy(head, new ImportRun(connection, head, archive, rules, refusals), stream, inbox);
            } catch (DamagedExportException damage) {
                throw refusals.damaged(damage);
            } catch (UnknownFormatException format) {
                throw refusals.unknown(format);
            } finally {
                release(connection, tables);
            }
        }
    }

    /** Waits a little: whoever was cut off comes back before the call that he lost has ended. */
    private void lock(ImportTables tables, WorkStream<R> stream) throws SQLException, InterruptedException {
        for (int i = 0; !tables.lock(); i++) {
            if (i == LOCK_LOOKS) {
                throw refusals.notEmpty("", "another import is under way");
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

    private Map<String, String> copy(ExportHead head, ImportRun run, WorkStream<R> stream, ImportInbox<R> inbox)
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
        run.tell();
        return Map.of("rows", Long.toString(progress.place().getRowCount() - rowsBefore));
    }

    private R answer(Progress progress, ImportRun run, WorkStream<R> stream) {
        return messages.answer(
                progress.byteOffset(),
                progress.place().getRowCount(),
                progress.completed(),
                stream.progress(progress.place().getRowCount(), run.totalRows(), "events"));
    }

    /** The messages of one caller: the first says what comes. */
    private final class Requests implements StreamObserver<Q> {
        private final String principal;
        private final ServerCallStreamObserver<R> caller;
        private final WorkStream<R> stream;
        private @Nullable ImportInbox<R> inbox;

        Requests(String principal, ServerCallStreamObserver<R> caller, WorkStream<R> stream) {
            this.principal = principal;
            this.caller = caller;
            this.stream = stream;
        }

        @Override
        public void onNext(Q message) {
            Optional<ImportBegin> begin = messages.begin(message);
            Optional<ExportPiece> piece = messages.piece(message);
            if (inbox != null && piece.isPresent()) {
                inbox.put(piece.get());
            } else if (inbox == null && begin.isPresent()) {
                inbox = new ImportInbox<>(caller, stallLimit);
                JournalImport.this.begin(begin.get(), principal, caller, stream, inbox);
            } else if (inbox == null) {
                caller.onError(refusals.field("begin", "must be the first message"));
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
                caller.onError(refusals.field("begin", "must be sent"));
            } else {
                inbox.end();
            }
        }
    }
}
