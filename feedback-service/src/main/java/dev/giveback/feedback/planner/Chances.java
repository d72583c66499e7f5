package dev.giveback.feedback.planner;

import dev.giveback.feedback.domain.CustomerId;

/** Numbers that decide by chance, 0 to 9,999. */
public interface Chances {
    /** A new one. */
    int chance();

    /** The one of a customer, the same for ever. */
    int heldOut(CustomerId customer);
}
