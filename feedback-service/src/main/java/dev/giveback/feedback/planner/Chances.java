package dev.giveback.feedback.planner;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.links.Draws;

/** Numbers that decide by chance, 0 to 9,999. */
public interface Chances {
    /** A new one. */
    int chance();

    /** The one of a customer, the same for ever. */
    int heldOut(CustomerId customer);

    /** Those of the service. */
    static Chances of(Draws draws) {
        return new Chances() {
            @Override
            public int chance() {
                return draws.chance();
            }

            @Override
            public int heldOut(CustomerId customer) {
                return draws.heldOut(customer);
            }
        };
    }
}
