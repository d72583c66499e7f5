package dev.giveback.platform.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.ExportBlock;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.archive.FrameReader.Frame;
import dev.giveback.platform.archive.ImportTables.Progress;
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
 * One file on its way into the journal. A block is a transaction, together with how far the import is; a file of one journal is one
 * transaction as a whole. What must not be there by halves waits in a table of its own and comes into the journal at the end.
 */
final class ImportRun {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final ImportTables tables;
    private final UUID exportId;
    private final ExportScope scope;
    private final RowCheck check;
    private final ImportRules rules;
    private final ImportRefusals refusals;
    private final Archives archives;
    private final Map<String, RowCheck.End> waitingEnds = new HashMap<>();
    private final Set<String> waited = new HashSet<>();
    private ExportReader reader;
    private Progress progress;

    /** On a connection that does not commit by itself. */
    ImportRun(Connection connection, ExportHead head, Archive archive, ImportRules rules, ImportRefusals refusals) {
        this.connection = connection;
        this.rules = rules;
        this.refusals = refusals;
        this.archives = new Archives(List.of(archive));
        this.tables = new ImportTables(connection);
        this.exportId = exportIdOf(head);
        this.scope = Objects.requireNonNull(archive.scope(head.header().getScope()));
        this.check = new RowCheck(archive, scope);
        this.reader = new ExportReader(archives, head.header(), head.place());
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
            commitUnlessOneJournal();
            return progress;
        }
        progress = before.get();
        if (progress.completed()) {
            throw refusals.notEmpty(scope.name(), "this very file was imported here already");
        }
        for (Map.Entry<String, JournalLoad.Last> last :
                tables.lastWaiting(exportId).entrySet()) {
            waitingEnds.put(last.getKey(), endOf(last.getValue()));
        }
        reader = new ExportReader(archives, head.header(), progress.place());
        return progress;
    }

    private void expectEmpty() throws SQLException {
        Optional<String> unfinished = tables.unfinished();
        if (unfinished.isPresent()) {
            throw refusals.notEmpty(
                    unfinished.get(), "another file is not imported to its end yet; go on with that one first");
        }
        rules.expectRoom(scope, tables);
    }

    /** Takes the next frame of the file: checks all of it, then writes it. */
    Progress take(Frame frame) throws Exception {
        ExportFrame parsed = reader.accept(frame);
        if (parsed.hasBlock()) {
            write(parsed.getBlock(), frame);
        }
        if (reader.ended()) {
            rules.beforeEnd(scope);
            waited.addAll(release());
            rules.ending(connection, scope);
        }
        progress = new Progress(frame.end(), reader.place(), reader.ended());
        tables.advance(exportId, progress);
        if (reader.ended()) {
            connection.commit();
        } else {
            commitUnlessOneJournal();
        }
        return progress;
    }

    private void commitUnlessOneJournal() throws SQLException {
        if (!scope.isOneJournal()) {
            connection.commit();
        }
    }

    private void write(ExportBlock block, Frame frame)
            throws SQLException, DamagedExportException, InvalidProtocolBufferException {
        Map<String, RowCheck.End> ends = endsOf(block);
        List<JournalRow> rows = new ArrayList<>(block.getRowsCount());
        List<JournalRow> waiting = new ArrayList<>();
        for (ExportRow row : block.getRowsList()) {
            RowCheck.End before = ends.getOrDefault(row.getPersistenceId(), RowCheck.End.NONE);
            ends.put(row.getPersistenceId(), check.after(before, row, block.getNumber(), frame.byteOffset()));
            (rules.waits(row.getPersistenceId()) ? waiting : rows).add(rowOf(row));
        }
        insert(rows);
        tables.keep(exportId, waiting);
        rules.found(connection, block.getRowsList());
        ends.forEach((persistenceId, end) -> {
            if (rules.waits(persistenceId)) {
                waitingEnds.put(persistenceId, end);
            }
        });
    }

    private Map<String, RowCheck.End> endsOf(ExportBlock block) throws SQLException {
        Map<String, String> stored = new HashMap<>();
        for (ExportRow row : block.getRowsList()) {
            stored.put(storedId(row.getPersistenceId()), row.getPersistenceId());
        }
        Map<String, RowCheck.End> ends = new HashMap<>(waitingEnds);
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
        unlessThere(() -> JournalLoad.insert(connection, rows, exportId));
    }

    private Set<String> release() throws SQLException {
        Set<String> journals = new HashSet<>();
        unlessThere(() -> journals.addAll(tables.release(exportId)));
        return journals;
    }

    /** Something that writes into the journal. */
    @FunctionalInterface
    private interface Writing {
        void run() throws SQLException;
    }

    private void unlessThere(Writing writing) throws SQLException {
        try {
            writing.run();
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                throw refusals.notEmpty(scope.name(), "somebody made the same here meanwhile");
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
        return persistenceId.equals(AdminActs.PERSISTENCE_ID) ? persistenceId + '|' + exportId : persistenceId;
    }

    /** Whether the whole file is imported. */
    boolean ended() {
        return reader.ended();
    }

    /** Tells those who found nothing before; after the end. */
    void tell() {
        rules.ended(scope, waited);
    }

    long totalRows() {
        return reader.place().getTotalRowCount();
    }
}
