package dev.giveback.loyalty.rebuild;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.grpc.Principals;
import java.util.Map;

/** What the verbs of this package ask of every call. */
final class Asks {
    private Asks() {}

    /** The act of the call that is being handled, on its thread. */
    static AdminAsk of(String verb, String subject, AdminContext context, Map<String, String> details) {
        return new AdminAsk(verb, subject, Principals.current(), context.getOperator(), context.getReason(), details);
    }

    /** Refuses a change without a reason. */
    static void expectReason(AdminContext context) {
        if (context.getReason().isBlank()) {
            throw RefusalStatus.of(Refusal.field("context.reason", "must say why"));
        }
    }

    static CustomerId customer(String name, String field) {
        CustomerId customer = CustomerId.parse(name);
        if (customer == null) {
            throw RefusalStatus.of(Refusal.field(field, CustomerId.RULE));
        }
        return customer;
    }
}
