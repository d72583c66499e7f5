package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.platform.journal.ChainHash;

/** A customer as its journal tells it: the account, and the hash of the latest record. */
public record CustomerState(Customer customer, ByteString chainHash) {
    /** Before the first event. */
    public static final CustomerState NEW = new CustomerState(Customer.NEW, ChainHash.NONE);

    /** After one more event. */
    public CustomerState evolve(StoredCustomerEvent stored) {
        return new CustomerState(customer.evolve(stored.event()), stored.chainHash());
    }
}
