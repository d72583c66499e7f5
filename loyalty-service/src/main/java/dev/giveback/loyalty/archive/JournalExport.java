package dev.giveback.loyalty.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.loyalty.acts.AdminAsk;
import dev.giveback.loyalty.acts.WorkStream;
import dev.giveback.loyalty.acts.Works;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.AdminContext;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.ExportPiece;
import dev.giveback.loyalty.v1.ExportPlace;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Sends the journal as a file. Nothing is kept of it: whoever has a part of the file says where it goes on. */
public final class JournalExport {
    private static final int BLOCK_BYTES = 256 << 10;

    private final DataSource source;
    private final Works works;
    private final InstantSource clock;
    private final int blockRows;

    /**
     * An export.
     *
     * @param source the admins' connections
     */
    public JournalExport(DataSource source, Works works, ArchiveSettings settings, InstantSource clock) {
        this.source = source;
        this.works = works;
        this.blockRows = settings.blockRows();
        this.clock = clock;
    }

    /** Sends the file, or the rest of it. */
    public void start(ExportJournalRequest call, String principal, StreamObserver<ExportJournalResponse> responses) {
        ExportScope scope = ExportScope.parse(call.getScope());
        if (scope == null) {
            responses.onError(RefusalStatus.of(Refusal.field("scope", ExportScope.RULE)));
            return;
        }
        AdminContext context = call.getContext();
        Map<String, String> details = call.hasResume()
                ? Map.of("from_row", Long.toString(call.getResume().getRowCount()))
                : Map.of();
        works.start(
                new AdminAsk(
                        "ExportJournal", scope.name(), principal, context.getOperator(), context.getReason(), details),
                responses,
                stream -> run(call, scope, stream));
    }

    private Map<String, String> run(
            ExportJournalRequest call, ExportScope scope, WorkStream<ExportJournalResponse> stream)
            throws SQLException, InterruptedException {
        JournalCut now = now();
        ExportPlace from = call.hasResume()
                ? call.getResume()
                : ExportPlace.newBuilder().setCut(now.transactionId()).build();
        if (from.getCut() > now.transactionId()) {
            throw RefusalStatus.of(Refusal.field("resume.cut", "must be that of an export of this system"));
        }
        ExportRows rows = ExportRows.of(source, scope, from);
        ExportWriter writer = new ExportWriter(from, BLOCK_BYTES, blockRows, frame -> send(frame, stream));
        if (!call.hasResume()) {
            writer.begin(header(scope, from, rows.count()));
        }
        long rowsBefore = from.getRowCount();
        copy(rows, writer, stream);
        writer.end();
        return Map.of(
                "rows", Long.toString(writer.place().getRowCount() - rowsBefore),
                "payload_bytes", Long.toString(writer.place().getPayloadBytes() - from.getPayloadBytes()));
    }

    private static void copy(ExportRows rows, ExportWriter writer, WorkStream<ExportJournalResponse> stream)
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
        if (count == 0 && !(scope instanceof ExportScope.Everything)) {
            throw nothingOf(scope);
        }
        UUID id = UUID.randomUUID();
        ByteBuffer idBytes = ByteBuffer.allocate(ExportHead.ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
        return ExportHeader.newBuilder()
                .setFormatVersion(ExportFormat.VERSION)
                .setExportId(UnsafeByteOperations.unsafeWrap(idBytes))
                .setScope(scope.name())
                .setCut(from.getCut())
                .setExportMillis(clock.millis())
                .setRowCount(count)
                .build();
    }

    private static StatusRuntimeException nothingOf(ExportScope scope) {
        Reason reason = scope instanceof ExportScope.OneCustomer ? Reason.CUSTOMER_NOT_FOUND : Reason.PROGRAM_NOT_FOUND;
        return RefusalStatus.of(
                new Refusal(reason, "scope: nothing is known of " + scope.name(), Map.of("scope", scope.name())));
    }

    private JournalCut now() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return JournalCut.now(connection);
        }
    }

    private static void send(ByteString frame, WorkStream<ExportJournalResponse> stream) throws InterruptedException {
        for (int from = 0; from < frame.size(); from += ExportFormat.PIECE_BYTES) {
            int to = Math.min(frame.size(), from + ExportFormat.PIECE_BYTES);
            stream.send(ExportJournalResponse.newBuilder()
                    .setPiece(ExportPiece.newBuilder()
                            .setData(frame.substring(from, to))
                            .setEndsFrame(to == frame.size()))
                    .build());
        }
    }

    private static ExportJournalResponse progress(ExportPlace place, WorkStream<ExportJournalResponse> stream) {
        return ExportJournalResponse.newBuilder()
                .setProgress(stream.progress(place.getRowCount(), place.getTotalRowCount(), "events"))
                .build();
    }
}
