package dev.giveback.loyalty.seal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.seal.SealTables.Stored;
import dev.giveback.loyalty.v1.SealFinding;
import dev.giveback.loyalty.v1.SealSummary;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.platform.journal.JournalCut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Compares all seals with their signatures, with each other, with the file, and with the journal as it is now, in one walk along it. */
final class SealComparison {
    private final DataSource source;
    private final Sealing sealing;
    private final Findings findings;
    private long found;

    /** Who is told what does not fit. */
    @FunctionalInterface
    interface Findings {
        void take(SealFinding finding) throws InterruptedException;
    }

    SealComparison(DataSource source, Sealing sealing, Findings findings) {
        this.source = source;
        this.sealing = sealing;
        this.findings = findings;
    }

    SealSummary run(Sealing.Steps steps) throws SQLException, IOException, InterruptedException {
        List<Stored> seals = sealing.tables().all();
        compareWithEachOther(seals);
        compareWithFile(seals);
        JournalCut cut = now();
        SealedSoFar soFar = new SealedSoFar(sealing.tables());
        Forest forest =
                new Forest(seals.stream().map(stored -> stored.seal().getCut()).toList(), soFar);
        long[] read = new long[1];
        long[] journals = new long[1];
        Sealing.walk(Sealing.everything(source, cut), forest::add, events -> {
            report(soFar);
            journals[0] += soFar.takeJournals();
            read[0] = events;
            steps.read(events);
        });
        forest.end();
        soFar.endAll();
        report(soFar);
        journals[0] += soFar.takeJournals();
        for (int i = 0; i < seals.size(); i++) {
            compareWithJournal(seals.get(i).seal(), forest.tree(i));
        }
        return SealSummary.newBuilder()
                .setSealCount(seals.size())
                .setJournalCount(journals[0])
                .setEventCount(read[0])
                .setFindingCount(found)
                .build();
    }

    private void report(SealedSoFar soFar) throws InterruptedException {
        for (SealFinding finding : soFar.takeFindings()) {
            found(finding);
        }
        // Only a seal notes how far journals have grown.
        soFar.takeGrown();
    }

    private void compareWithEachOther(List<Stored> seals) throws InterruptedException {
        ByteString previous = ByteString.EMPTY;
        for (int i = 0; i < seals.size(); i++) {
            SealedRoot seal = seals.get(i).seal();
            if (!SealKey.isSigned(seal, seals.get(i).publicKey())) {
                found(seal.getNumber(), "SIGNATURE", "its signature does not hold");
            }
            if (seal.getNumber() != i + 1 || !seal.getPreviousHash().equals(previous)) {
                found(seal.getNumber(), "SEAL_CHAIN", "it does not follow the seal before it");
            }
            previous = SealKey.hashOf(seal);
        }
    }

    private void compareWithFile(List<Stored> seals) throws IOException, InterruptedException {
        SealFile file = new SealFile(sealing.directory());
        List<SealedRoot> lines = file.read();
        for (int i = 0; i < Math.max(seals.size(), lines.size()); i++) {
            if (i >= seals.size()) {
                found(i + 1L, "SEAL_FILE", "it stands in " + file.path() + " and not in the database");
            } else if (i >= lines.size()) {
                found(i + 1L, "SEAL_FILE", "it stands in the database and not in " + file.path());
            } else if (!lines.get(i).equals(seals.get(i).seal())) {
                found(i + 1L, "SEAL_FILE", "the database and " + file.path() + " say different things of it");
            }
        }
    }

    private void compareWithJournal(SealedRoot seal, Forest.Tree tree) throws InterruptedException {
        if (!seal.getRootHash().equals(ByteString.copyFrom(tree.journals().root()))
                || seal.getEventCount() != tree.events()
                || seal.getJournalCount() != tree.journals().leaves()) {
            found(
                    seal.getNumber(),
                    "ROOT",
                    "the journal is not what was sealed: " + seal.getEventCount() + " events of "
                            + seal.getJournalCount() + " journals then, " + tree.events() + " of "
                            + tree.journals().leaves() + " now below the same cut");
        }
    }

    private void found(long seal, String rule, String text) throws InterruptedException {
        found(SealFinding.newBuilder()
                .setSealNumber(seal)
                .setRule(rule)
                .setMessage("seal " + seal + ": " + text)
                .build());
    }

    private void found(SealFinding finding) throws InterruptedException {
        found++;
        findings.take(finding);
    }

    private JournalCut now() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return JournalCut.now(connection);
        }
    }
}
