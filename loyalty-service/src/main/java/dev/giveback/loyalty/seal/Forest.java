package dev.giveback.loyalty.seal;

import dev.giveback.platform.journal.JournalRow;
import java.sql.SQLException;
import java.util.List;

/**
 * The trees of several moments of the journal, grown in one walk along it: rows come by persistence id and number, and a row belongs to the
 * moments after the transaction that wrote it.
 */
final class Forest {
    private final List<Long> cuts;
    private final Tree[] trees;
    private final Journals journals;
    private String persistenceId = "";
    private MerkleTree records = new MerkleTree();
    private int open;

    /** Who is told of each record and of the end of each journal. */
    interface Journals {
        /** A journal begins. */
        void begin(String persistenceId) throws SQLException;

        /** A record came. */
        void record(String persistenceId, MerkleTree records);

        /** A journal ended. */
        void end(String persistenceId, MerkleTree records);
    }

    /** One moment: a tree over the journals, and how many events they have. */
    static final class Tree {
        private final MerkleTree journals = new MerkleTree();
        private long events;

        MerkleTree journals() {
            return journals;
        }

        long events() {
            return events;
        }
    }

    /** @param cuts ascending */
    Forest(List<Long> cuts, Journals journals) {
        this.cuts = List.copyOf(cuts);
        this.journals = journals;
        this.trees = new Tree[cuts.size()];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = new Tree();
        }
    }

    void add(JournalRow row) throws SQLException {
        if (!row.persistenceId().equals(persistenceId)) {
            endJournal();
            persistenceId = row.persistenceId();
            journals.begin(persistenceId);
        }
        for (; open < trees.length && row.transactionId() >= cuts.get(open); open++) {
            close(trees[open]);
        }
        records.add(MerkleTree.leaf(row.payload()));
        journals.record(persistenceId, records);
    }

    /** After the last row. */
    void end() {
        endJournal();
    }

    private void endJournal() {
        if (records.leaves() > 0) {
            for (; open < trees.length; open++) {
                close(trees[open]);
            }
            journals.end(persistenceId, records);
        }
        records = new MerkleTree();
        open = 0;
    }

    private void close(Tree tree) {
        if (records.leaves() > 0) {
            tree.journals.add(MerkleTree.journalLeaf(persistenceId, records.leaves(), records.root()));
            tree.events += records.leaves();
        }
    }

    Tree tree(int index) {
        return trees[index];
    }
}
