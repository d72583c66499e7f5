package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import java.util.List;

/** What is judged: something that carries out commands on one customer and can be looked into. */
interface Subject {
    /** Carries out a command and answers. */
    Decision submit(Step step);

    /** The customer now. */
    Customer customer();

    /** Everything that was recorded so far. */
    List<CustomerEvent> events();
}
