package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Reason;

/** What the reference ledger expects of a command. */
sealed interface Verdict {
    /** This is recorded; the ledger is then {@code next}. */
    record Accept(CustomerEvent event, ReferenceLedger next) implements Verdict {}

    /** The first answer to this request is given again. */
    record Repeat(String requestId) implements Verdict {}

    /** It is refused. */
    record Refuse(Reason reason) implements Verdict {}

    /** Nothing is to be recorded. */
    record Nothing() implements Verdict {}

    /** The order may be forgotten, because its window closed before the latest checkout; else what stands in {@code otherwise}. */
    record MayBeForgotten(Verdict otherwise) implements Verdict {}
}
