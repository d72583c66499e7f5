package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Quotation;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a customer's actor says, maybe to another node: a {@link CustomerReply} without the program, which every node knows for itself. */
sealed interface CustomerAnswer {
    /** It was recorded. */
    record Recorded(CustomerEvent event) implements CustomerAnswer {}

    /** It was refused. */
    record Refused(Refusal refusal) implements CustomerAnswer {}

    /** There was nothing to record. */
    record Unchanged() implements CustomerAnswer {}

    /** What a checkout would come to. */
    record Quoted(Quotation quotation) implements CustomerAnswer {}

    /** How the account stands at this moment. */
    record Account(Customer customer, Instant now) implements CustomerAnswer {}

    /** For a customer of no program. */
    static CustomerAnswer noProgram() {
        return new Refused(new Refusal(Reason.PROGRAM_NOT_FOUND, "program: there is no such program", Map.of()));
    }

    /** The reply to whoever asked on this node. */
    default CustomerReply toReply(Supplier<@Nullable Program> program) {
        return switch (this) {
            case Recorded recorded -> new CustomerReply.Recorded(recorded.event());
            case Refused refused -> new CustomerReply.Refused(refused.refusal());
            case Unchanged unchanged -> new CustomerReply.Unchanged();
            case Quoted quoted -> new CustomerReply.Quoted(quoted.quotation());
            case Account account -> standing(account, program.get());
        };
    }

    private static CustomerReply standing(Account account, @Nullable Program program) {
        return program == null
                ? noProgram().toReply(() -> null)
                : new CustomerReply.Standing(account.customer(), program, account.now());
    }
}
