package dev.giveback.loyalty.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.seal.SealTables.Stored;
import dev.giveback.loyalty.v1.SealFinding;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes seals, one at a time on this node: reads the journal once, signs its root, stores it, and adds it to the file. */
final class Sealing {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
    private static final int PAGE_ROWS = 500;
    private static final int NOTED_AT_ONCE = 1_000;
    private static final long SECONDS_A_DAY = 86_400;

    private final DataSource source;
    private final SealTables tables;
    private final Path directory;
    private final InstantSource clock;

    Sealing(DataSource source, Path directory, InstantSource clock) {
        this.source = source;
        this.tables = new SealTables(source);
        this.directory = directory;
        this.clock = clock;
    }

    /** Who is told how far a walk is. */
    @FunctionalInterface
    interface Steps {
        /** So many events were read. */
        void read(long events) throws InterruptedException;
    }

    /** The whole journal below a cut, by persistence id. */
    static JournalScan everything(DataSource source, JournalCut cut) {
        return JournalScan.ofPrefix(source, "", cut, PAGE_ROWS);
    }

    /** What a walk does with a row. */
    @FunctionalInterface
    interface Rows {
        void take(JournalRow row) throws SQLException;
    }

    static void walk(JournalScan scan, Rows rows, Steps steps) throws SQLException, InterruptedException {
        long events = 0;
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                rows.take(row);
            }
            events += page.size();
            steps.read(events);
            page = scan.page(JournalScan.after(page));
        }
    }

    synchronized SealedRoot make(Steps steps) throws SQLException, IOException, InterruptedException {
        SealKey key = SealKey.in(directory);
        List<Stored> before = tables.all();
        long number = before.size() + 1L;
        JournalCut cut = JournalCut.ofAllStored(source);
        SealedSoFar soFar = new SealedSoFar(tables);
        Forest forest = new Forest(List.of(cut.transactionId()), soFar);
        walk(everything(source, cut), forest::add, events -> {
            note(soFar, number, NOTED_AT_ONCE);
            steps.read(events);
        });
        forest.end();
        soFar.endAll();
        note(soFar, number, 1);
        Forest.Tree tree = forest.tree(0);
        SealedRoot seal = key.signed(SealedRoot.newBuilder()
                .setNumber(number)
                .setSealTime(Timestamps.fromSeconds(clock.instant().getEpochSecond()))
                .setCut(cut.transactionId())
                .setJournalCount(tree.journals().leaves())
                .setEventCount(tree.events())
                .setRootHash(ByteString.copyFrom(tree.journals().root()))
                .setPreviousHash(
                        before.isEmpty()
                                ? ByteString.EMPTY
                                : SealKey.hashOf(before.getLast().seal())));
        tables.add(new Stored(seal, key.publicKey()));
        appendMissing();
        return seal;
    }

    /** A walk that seals sees what a comparison would see; it says so in the log and keeps what was known. */
    private void note(SealedSoFar soFar, long number, int atLeast) throws InterruptedException {
        for (SealFinding finding : soFar.takeFindings()) {
            LOG.error("Seal {} finds {}: {}", number, finding.getRule(), finding.getMessage());
        }
        try {
            if (soFar.grownCount() >= atLeast) {
                tables.note(soFar.takeGrown(), number);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what was sealed could not be noted", e);
        }
    }

    /** Adds to the file what a crash kept from it. */
    void appendMissing() throws SQLException, IOException {
        new SealFile(directory)
                .bringUpTo(tables.all().stream().map(Stored::seal).toList());
    }

    SealTables tables() {
        return tables;
    }

    Path directory() {
        return directory;
    }

    /** Whether no seal was made today, in UTC; nothing is sealed while there is no event. */
    boolean isDue() throws SQLException, InvalidProtocolBufferException {
        List<Stored> seals = tables.all();
        long today = clock.instant().getEpochSecond() / SECONDS_A_DAY;
        return seals.isEmpty()
                ? tables.anyEvent()
                : seals.getLast().seal().getSealTime().getSeconds() / SECONDS_A_DAY < today;
    }
}
