package dev.giveback.feedback.journal;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.platform.journal.ChainHash;

/** A customer's contacts as the journal tells them, and the hash of the latest record. */
public record RecordedContacts(ContactState contacts, ByteString chainHash) {
    /** Before the first event. */
    public static RecordedContacts of(CustomerId id) {
        return new RecordedContacts(ContactState.of(id), ChainHash.NONE);
    }

    /** After one more event. */
    public RecordedContacts evolve(StoredContactEvent stored) {
        return new RecordedContacts(contacts.evolve(stored.event()), stored.chainHash());
    }
}
