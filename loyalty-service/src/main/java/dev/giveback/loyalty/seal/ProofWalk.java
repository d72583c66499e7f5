package dev.giveback.loyalty.seal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.v1.EventProof;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.platform.journal.JournalRow;

/** Gathers the proof of one record in one walk along the journal below the cut of a seal. */
final class ProofWalk {
    private final String wanted;
    private final long wantedNumber;
    private final MerkleTree journals = new MerkleTree();
    private final EventProof.Builder proof = EventProof.newBuilder();
    private MerkleTree records = new MerkleTree();
    private String persistenceId = "";

    ProofWalk(String wanted, long wantedNumber) {
        this.wanted = wanted;
        this.wantedNumber = wantedNumber;
    }

    void add(JournalRow row) {
        if (!row.persistenceId().equals(persistenceId)) {
            endJournal();
            persistenceId = row.persistenceId();
        }
        boolean isWanted = row.sequenceNumber() == wantedNumber && persistenceId.equals(wanted);
        records.add(MerkleTree.leaf(row.payload()), isWanted);
        if (isWanted) {
            proof.setRecord(ByteString.copyFrom(row.payload()));
        }
    }

    private void endJournal() {
        if (records.leaves() > 0) {
            boolean isWanted = persistenceId.equals(wanted);
            if (isWanted) {
                proof.setRecordCount(records.leaves()).setJournalIndex(journals.leaves());
                records.path().forEach(hash -> proof.addRecordPath(ByteString.copyFrom(hash)));
            }
            journals.add(MerkleTree.journalLeaf(persistenceId, records.leaves(), records.root()), isWanted);
        }
        records = new MerkleTree();
    }

    /** After the last row: whether the record is in the seal. */
    boolean end() {
        endJournal();
        return !proof.getRecord().isEmpty();
    }

    boolean fits(SealedRoot seal) {
        return ByteString.copyFrom(journals.root()).equals(seal.getRootHash());
    }

    EventProof proof(SealedRoot seal) {
        journals.path().forEach(hash -> proof.addJournalPath(ByteString.copyFrom(hash)));
        return proof.setSealNumber(seal.getNumber())
                .setPersistenceId(wanted)
                .setSequenceNumber(wantedNumber)
                .setJournalCount(journals.leaves())
                .build();
    }
}
