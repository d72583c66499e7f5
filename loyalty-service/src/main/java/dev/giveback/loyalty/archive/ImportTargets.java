package dev.giveback.loyalty.archive;

import dev.giveback.loyalty.domain.CustomerId;

/** Who must read the journal again when something was imported, because they found nothing there before. */
public interface ImportTargets {
    /** Whether customers are read from journals of their own, where an import does not write. */
    boolean haveJournalsOfTheirOwn();

    /** A program came. */
    void programCame(String programId);

    /** A customer came. */
    void customerCame(CustomerId customer);
}
