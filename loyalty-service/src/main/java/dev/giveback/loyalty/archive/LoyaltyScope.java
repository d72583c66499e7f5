package dev.giveback.loyalty.archive;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.archive.ExportScope;
import org.jspecify.annotations.Nullable;

/** Which journals a file holds. */
public sealed interface LoyaltyScope extends ExportScope {
    /** What the persistence ids of programs begin with. */
    String PROGRAM_PREFIX = "program|";

    /** All of the loyalty service. */
    record Everything() implements LoyaltyScope {}

    /** A program and its customers. */
    record OneProgram(String program) implements LoyaltyScope {}

    /** A customer. */
    record OneCustomer(CustomerId customer) implements LoyaltyScope {}

    /** What a scope may be, for a message. */
    String RULE = "must be empty, programs/{program} or programs/{program}/customers/{customer}";

    /** The scope of this name; null if it names none. */
    static @Nullable LoyaltyScope parse(String name) {
        if (name.isEmpty()) {
            return new Everything();
        }
        CustomerId customer = CustomerId.parse(name);
        if (customer != null) {
            return new OneCustomer(customer);
        }
        // The name of any customer of a program is valid exactly if that of the program is.
        CustomerId any = CustomerId.parse(name + "/customers/any");
        return any == null ? null : new OneProgram(any.program());
    }

    /** The resource name; empty for everything. */
    @Override
    default String name() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> "programs/" + one.program();
            case OneCustomer one -> one.customer().name();
        };
    }

    /** A persistence id that belongs to it, beside those with the prefix; empty for none. */
    @Override
    default String one() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> PROGRAM_PREFIX + one.program();
            case OneCustomer one -> PersistenceIds.of(one.customer());
        };
    }

    /** What the other persistence ids that belong to it begin with; empty for all. */
    @Override
    default String prefix() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> PersistenceIds.CUSTOMER_PREFIX + one.program() + '|';
            case OneCustomer one -> PersistenceIds.of(one.customer()) + '|';
        };
    }

    @Override
    default boolean isOneJournal() {
        return this instanceof OneCustomer;
    }
}
