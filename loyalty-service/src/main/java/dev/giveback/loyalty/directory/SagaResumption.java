package dev.giveback.loyalty.directory;

import java.util.concurrent.CompletionStage;

/** How the driver has a saga go on: the customers themselves are asked, so that only they decide. */
@FunctionalInterface
public interface SagaResumption {

    /**
     * Takes the steps of a saga that are left. Repeating it, and doing it at the same time as another, changes nothing; of one that has
     * ended it does nothing. A failure means that it is tried again later.
     *
     * @param customerId of the customer that drives the saga
     * @param id of the saga in this customer
     */
    CompletionStage<?> resume(String programId, String customerId, SagaKind kind, String id);
}
