package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Hindsight;
import java.time.Instant;

/** Folds the events of one customer, given in their order, into the customer about a time as known at another one. */
final class ViewFold {
    private Customer recorded = Customer.NEW;
    private Customer customer = Customer.NEW;

    /** What became of an event. */
    enum Taken {
        /** It was recorded by the moment. */
        RECORDED,
        /** It is a late fact. */
        LATE,
        /** It does not count. */
        NOT
    }

    @SuppressWarnings("ReferenceEquality") // Whether anything was added is told by the object.
    Taken take(CustomerEvent event, AsOf.Time at) {
        Instant time = event.header().time();
        if (time.isAfter(at.known())) {
            return Taken.NOT;
        }
        if (!time.isAfter(at.about())) {
            recorded = recorded.evolve(event);
            customer = recorded;
            return Taken.RECORDED;
        }
        Customer before = customer;
        customer = Hindsight.with(before, event, at.about());
        return customer == before ? Taken.NOT : Taken.LATE;
    }

    /** Made of the events recorded by the moment. */
    Customer recorded() {
        return recorded;
    }

    /** The same with the late facts. */
    Customer customer() {
        return customer;
    }
}
