package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import java.util.ArrayList;
import java.util.List;

/** The domain's customer, with its two functions in between, so that a test can plant a bug in either. */
final class DomainSubject implements Subject {
    private final Decide decide;
    private final Evolve evolve;
    private final List<CustomerEvent> events = new ArrayList<>();
    private Customer customer = Customer.NEW;

    /** The domain's {@code decide}, or one with a bug. */
    interface Decide {
        Decision decide(Customer customer, Step step);
    }

    /** The domain's {@code evolve}, or one with a bug. */
    interface Evolve {
        Customer evolve(Customer customer, CustomerEvent event);
    }

    DomainSubject(Decide decide, Evolve evolve) {
        this.decide = decide;
        this.evolve = evolve;
    }

    /** The domain as it is. */
    static DomainSubject asItIs() {
        return new DomainSubject(DomainSubject::decide, Customer::evolve);
    }

    static Decision decide(Customer customer, Step step) {
        return customer.decide(step.command(), step.program(), step.clock());
    }

    @Override
    public Decision submit(Step step) {
        Decision decision = decide.decide(customer, step);
        if (decision instanceof Decision.Accepted accepted) {
            customer = evolve.evolve(customer, accepted.event());
            events.add(accepted.event());
        }
        return decision;
    }

    @Override
    public Customer customer() {
        return customer;
    }

    @Override
    public List<CustomerEvent> events() {
        return events;
    }
}
