package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The customers in memory. */
@FunctionalInterface
public interface LiveCustomers {
    /** The customer as its actor has it; nothing when its program is not known. */
    CompletionStage<Optional<Customer>> read(CustomerId id);
}
