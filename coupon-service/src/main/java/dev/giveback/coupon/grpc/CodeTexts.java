package dev.giveback.coupon.grpc;

import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.domain.ClaimOrder.Way;

/** Compares codes as they were typed with codes as they are written. */
final class CodeTexts {
    private CodeTexts() {}

    /** Whether a coupon of this code answers an order of this way. */
    static boolean areSame(Way way, String code) {
        return switch (way) {
            case Way.ByCode byCode ->
                !code.isEmpty() && CodeText.normalise(byCode.typed()).equals(CodeText.normalise(code));
            case Way.ByHand byHand -> true;
            case Way.ByPoints byPoints -> true;
        };
    }
}
