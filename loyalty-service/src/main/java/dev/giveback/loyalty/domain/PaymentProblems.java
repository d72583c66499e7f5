package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.Pricing;
import java.util.List;
import java.util.Map;

/** What forbids points to pay as asked, as refusals. */
final class PaymentProblems {
    private PaymentProblems() {}

    static List<Refusal> of(Pricing.Payment payment) {
        return payment.problems().stream().map(PaymentProblems::refusal).toList();
    }

    private static Refusal refusal(Pricing.Problem problem) {
        return switch (problem.kind()) {
            case NO_REDEMPTION ->
                Refusal.of(Reason.REDEMPTION_NOT_ALLOWED, "points: the program has no redemption policy");
            case TOO_FEW_POINTS ->
                Refusal.exceeds(Reason.REDEMPTION_NOT_ALLOWED, "points", problem.required(), problem.available());
            case TOO_LARGE_SHARE ->
                new Refusal(
                        Reason.REDEMPTION_NOT_ALLOWED,
                        "points: pay " + problem.required() + " minor units, at most " + problem.available()
                                + " of this order may be paid by points",
                        Map.of(
                                "required", Long.toString(problem.required()),
                                "available", Long.toString(problem.available()),
                                "missing", Long.toString(problem.required() - problem.available())));
            case INSUFFICIENT_POINTS ->
                Refusal.exceeds(Reason.INSUFFICIENT_POINTS, "points", problem.required(), problem.available());
        };
    }
}
