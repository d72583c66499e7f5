package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends the journal as a file. Nothing is kept of it: whoever has a part of the file says where it goes on.
 *
 * @param <R> what goes out
 */
public final class JournalExport<R> {
    private static final int BLOCK_BYTES = 256 << 10;

    private final DataSource source;
    private final Works works;
    private final InstantSource clock;
    private final int blockRows;
    private final Kind<R> kind;
    private final ImportRefusals refusals;

    /**
     * An export.
     *
     * @param source the admins' connections
     * @param kind what is exported, and how
     */
    public JournalExport(DataSource source, Works works, Kind<R> kind, ArchiveSettings settings, InstantSource clock) {
        this.source = source;
        this.works = works;
        this.kind = kind;
        this.refusals = new ImportRefusals(kind.domain());
        this.blockRows = settings.blockRows();
        this.clock = clock;
    }

    /**
     * What is exported, and how.
     *
     * @param verb the method's name
     * @param domain of the service's error infos
     * @param nothing how a scope is refused of which there is nothing
     */
    public record Kind<R>(
            String verb,
            String domain,
            Archive archive,
            Function<ExportScope, StatusRuntimeException> nothing,
            ExportMessages<R> messages) {}

    /**
     * Sends the file, or the rest of it.
     *
     * @param resume where it goes on; null for all of it
     */
    public void start(
            AdminContext context,
            String scopeName,
            @Nullable ExportPlace resume,
            String principal,
            StreamObserver<R> responses) {
        ExportScope scope = kind.archive().scope(scopeName);
        if (scope == null) {
            responses.onError(refusals.field("scope", kind.archive().scopeRule()));
            return;
        }
        Map<String, String> details =
                resume == null ? Map.of() : Map.of("from_row", Long.toString(resume.getRowCount()));
        works.start(
                new AdminAsk(kind.verb(), scope.name(), principal, context.getOperator(), context.getReason(), details),
                responses,
                stream -> run(resume, scope, stream));
    }

    private Map<String, String> run(@Nullable ExportPlace resume, ExportScope scope, WorkStream<R> stream)
            throws SQLException, InterruptedException {
        JournalCut now = JournalCut.ofAllStored(source);
        ExportPlace from = resume == null
                ? ExportPlace.newBuilder().setCut(now.transactionId()).build()
                : resume;
        if (from.getCut() > now.transactionId()) {
            throw refusals.field("resume.cut", "must be that of an export of this system");
        }
        ExportRows rows = ExportRows.of(source, scope, from);
        ExportWriter writer = new ExportWriter(from, BLOCK_BYTES, blockRows, frame -> send(frame, stream));
        if (resume == null) {
            writer.begin(header(scope, from, rows.count()));
        }
        long rowsBefore = from.getRowCount();
        copy(rows, writer, stream);
        writer.end();
        return Map.of(
                "rows", Long.toString(writer.place().getRowCount() - rowsBefore),
                "payload_bytes", Long.toString(writer.place().getPayloadBytes() - from.getPayloadBytes()));
    }

    private void copy(ExportRows rows, ExportWriter writer, WorkStream<R> stream)
            throws SQLException, InterruptedException {
        ExportRows.Page page;
        do {
            page = rows.next();
            for (JournalRow row : page.rows()) {
                writer.add(row);
            }
            if (stream.isProgressDue()) {
                stream.send(progress(writer.place(), stream));
            }
            stream.step();
        } while (!page.isLast());
    }

    private ExportHeader header(ExportScope scope, ExportPlace from, long count) {
        if (count == 0 && !scope.name().isEmpty()) {
            throw kind.nothing().apply(scope);
        }
        UUID id = UUID.randomUUID();
        ByteBuffer idBytes = ByteBuffer.allocate(ExportHead.ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
        return ExportHeader.newBuilder()
                .setFormatVersion(ExportFormat.VERSION)
                .setExportId(UnsafeByteOperations.unsafeWrap(idBytes))
                .setService(kind.archive().service())
                .setScope(scope.name())
                .setCut(from.getCut())
                .setExportMillis(clock.millis())
                .setRowCount(count)
                .build();
    }

    private void send(ByteString frame, WorkStream<R> stream) throws InterruptedException {
        for (int from = 0; from < frame.size(); from += ExportFormat.PIECE_BYTES) {
            int to = Math.min(frame.size(), from + ExportFormat.PIECE_BYTES);
            stream.send(kind.messages()
                    .piece(ExportPiece.newBuilder()
                            .setData(frame.substring(from, to))
                            .setEndsFrame(to == frame.size())
                            .build()));
        }
    }

    private R progress(ExportPlace place, WorkStream<R> stream) {
        return kind.messages().progress(stream.progress(place.getRowCount(), place.getTotalRowCount(), "events"));
    }
}
