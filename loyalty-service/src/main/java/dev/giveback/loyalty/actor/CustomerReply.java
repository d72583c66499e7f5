package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Quotation;
import dev.giveback.loyalty.domain.Refusal;
import java.time.Instant;

/** What a customer's actor answers. */
public sealed interface CustomerReply {
    /** It was recorded, now or by an earlier request of the same id; or it would be, for a request that only validates. */
    record Recorded(CustomerEvent event) implements CustomerReply {}

    /** It was refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements CustomerReply {}

    /** There was nothing to record. */
    record Unchanged() implements CustomerReply {}

    /** What a checkout would come to. */
    record Quoted(Quotation quotation) implements CustomerReply {}

    /** How the account stands at this moment under this version of the program. */
    record Standing(Customer customer, Program program, Instant now) implements CustomerReply {}
}
