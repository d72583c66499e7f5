package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import java.util.List;

/**
 * What a checkout of this moment would come to.
 *
 * @param order as it would be
 * @param problems why it would be refused, in order of precedence; empty if it would not
 * @param balance the points now
 * @param tierId the tier right after
 */
public record Quotation(
        CheckoutCompleted order, List<Refusal> problems, Balance balance, String tierId, long programVersion) {
    public Quotation {
        problems = List.copyOf(problems);
    }
}
