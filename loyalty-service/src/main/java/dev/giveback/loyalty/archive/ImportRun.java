package dev.giveback.loyalty.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.ExportBlock;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.archive.FrameReader.Frame;
import dev.giveback.loyalty.archive.ImportTables.Progress;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.journal.JournalLoad;
import dev.giveback.platform.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One file on its way into the journal. A block is a transaction, together with how far the import is; a file of one customer is one
 * transaction as a whole, because its program is known already and nobody may work with a half of it. Programs are written at the end.
 */
final class ImportRun {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final ImportTables tables;
    private final UUID exportId;
    private final ExportScope scope;
    private final RowCheck check;
    private final Map<String, RowCheck.End> programEnds = new HashMap<>();
    private final Set<String> programs = new HashSet<>();
    private ExportReader reader;
    private Progress progress;

    /** On a connection that does not commit by itself. */
    ImportRun(Connection connection, ExportHead head) {
        this.connection = connection;
        this.tables = new ImportTables(connection);
        this.exportId = exportIdOf(head);
        this.scope = Objects.requireNonNull(ExportScope.parse(head.header().getScope()));
        this.check = new RowCheck(scope);
        this.reader = new ExportReader(head.header(), head.place());
        this.progress = new Progress(head.bytes().size(), head.place(), false);
    }

    static UUID exportIdOf(ExportHead head) {
        var id = head.header().getExportId().asReadOnlyByteBuffer();
        return new UUID(id.getLong(), id.getLong());
    }

    /**
     * Goes on where the same file was before, or begins.
     *
     * @return from where the file is wanted
     * @throws io.grpc.StatusRuntimeException when what the file holds is here already
     */
    Progress open(ExportHead head) throws SQLException, InvalidProtocolBufferException {
        Optional<Progress> before = tables.find(exportId);
        if (before.isEmpty()) {
            expectEmpty();
            tables.begin(exportId, scope.name(), progress);
            commitUnlessOneCustomer();
            return progress;
        }
        progress = before.get();
        if (progress.completed()) {
            throw ImportRefusals.notEmpty(scope.name(), "this very file was imported here already");
        }
        for (Map.Entry<String, JournalLoad.Last> last :
                tables.lastPrograms(exportId).entrySet()) {
            programEnds.put(last.getKey(), endOf(last.getValue()));
        }
        reader = new ExportReader(head.header(), progress.place());
        return progress;
    }

    private void expectEmpty() throws SQLException {
        Optional<String> unfinished = tables.unfinished();
        if (unfinished.isPresent()) {
            throw ImportRefusals.notEmpty(
                    unfinished.get(), "another file is not imported to its end yet; go on with that one first");
        }
        Optional<String> there = switch (scope) {
            case ExportScope.Everything all ->
                tables.anyWithPrefix(ExportScope.PROGRAM_PREFIX).or(() -> anyCustomer(PersistenceIds.CUSTOMER_PREFIX));
            case ExportScope.OneProgram one ->
                tables.knows(one.one()) ? Optional.of(one.one()) : anyCustomer(one.prefix());
            case ExportScope.OneCustomer one -> tables.knows(one.one()) ? Optional.of(one.one()) : Optional.empty();
        };
        if (there.isPresent()) {
            throw ImportRefusals.notEmpty(
                    there.get(), "there is the " + words(there.get()) + " here already; nothing is overwritten");
        }
        if (scope instanceof ExportScope.OneCustomer one
                && !tables.knows(ExportScope.PROGRAM_PREFIX + one.customer().program())) {
            throw ImportRefusals.noProgram(one.customer().program());
        }
    }

    /** A program or customer as people name it: {@code program shop}, {@code customer shop/anna}. */
    private static String words(String persistenceId) {
        String[] parts = persistenceId.split("\\|", 2);
        return parts[0] + " " + parts[1].replaceFirst("\\|", "/");
    }

    private Optional<String> anyCustomer(String prefix) {
        try {
            return tables.anyWithPrefix(prefix);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal could not be read", e);
        }
    }

    /** Takes the next frame of the file: checks all of it, then writes it. */
    Progress take(Frame frame) throws SQLException, DamagedExportException, UnknownFormatException {
        ExportFrame parsed = reader.accept(frame);
        if (parsed.hasBlock()) {
            write(parsed.getBlock(), frame);
        }
        if (reader.ended()) {
            List<JournalRow> waiting = tables.programs(exportId);
            waiting.forEach(row -> programs.add(row.persistenceId()));
            insert(waiting);
            tables.dropPrograms(exportId);
        }
        progress = new Progress(frame.end(), reader.place(), reader.ended());
        tables.advance(exportId, progress);
        if (reader.ended()) {
            connection.commit();
        } else {
            commitUnlessOneCustomer();
        }
        return progress;
    }

    private void commitUnlessOneCustomer() throws SQLException {
        if (!(scope instanceof ExportScope.OneCustomer)) {
            connection.commit();
        }
    }

    private void write(ExportBlock block, Frame frame) throws SQLException, DamagedExportException {
        Map<String, RowCheck.End> ends = endsOf(block);
        List<JournalRow> rows = new ArrayList<>(block.getRowsCount());
        List<JournalRow> ofPrograms = new ArrayList<>();
        for (ExportRow row : block.getRowsList()) {
            RowCheck.End before = ends.getOrDefault(row.getPersistenceId(), RowCheck.End.NONE);
            ends.put(row.getPersistenceId(), check.after(before, row, block.getNumber(), frame.byteOffset()));
            (isProgram(row.getPersistenceId()) ? ofPrograms : rows).add(rowOf(row));
        }
        insert(rows);
        tables.keepPrograms(exportId, ofPrograms);
        ends.forEach((persistenceId, end) -> {
            if (isProgram(persistenceId)) {
                programEnds.put(persistenceId, end);
            }
        });
    }

    private Map<String, RowCheck.End> endsOf(ExportBlock block) throws SQLException {
        Map<String, String> stored = new HashMap<>();
        for (ExportRow row : block.getRowsList()) {
            stored.put(storedId(row.getPersistenceId()), row.getPersistenceId());
        }
        Map<String, RowCheck.End> ends = new HashMap<>(programEnds);
        JournalLoad.lastRows(connection, stored.keySet())
                .forEach((id, last) -> ends.put(Objects.requireNonNull(stored.get(id)), endOf(last)));
        return ends;
    }

    private static RowCheck.End endOf(JournalLoad.Last last) {
        try {
            return new RowCheck.End(
                    last.sequenceNumber(),
                    JournalRecord.parseFrom(last.payload()).getChainHash());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the last row of a journal is not readable", e);
        }
    }

    private void insert(List<JournalRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            JournalLoad.insert(connection, rows, exportId);
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                throw ImportRefusals.notEmpty(
                        scope.name(), "somebody made the same program or customer here meanwhile");
            }
            throw failed;
        }
    }

    private JournalRow rowOf(ExportRow row) {
        return new JournalRow(
                storedId(row.getPersistenceId()),
                row.getSequenceNumber(),
                0,
                0,
                row.getWriteMillis(),
                row.getSerializerId(),
                row.getManifest(),
                row.getPayload().toByteArray());
    }

    /** The acts of another system's admins are kept beside those of this one. */
    private String storedId(String persistenceId) {
        return persistenceId.equals(PersistenceIds.ADMIN_ACTS) ? persistenceId + '|' + exportId : persistenceId;
    }

    private static boolean isProgram(String persistenceId) {
        return persistenceId.startsWith(ExportScope.PROGRAM_PREFIX);
    }

    /** Whether the whole file is imported. */
    boolean ended() {
        return reader.ended();
    }

    /** Tells those who found nothing before; after the end. */
    void tell(ImportTargets targets) {
        programs.forEach(id -> targets.programCame(id.substring(ExportScope.PROGRAM_PREFIX.length())));
        if (scope instanceof ExportScope.OneCustomer one) {
            CustomerId customer = one.customer();
            targets.customerCame(customer);
        }
    }

    long totalRows() {
        return reader.place().getTotalRowCount();
    }
}
