package dev.giveback.gateway.http;

import com.google.rpc.Code;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** A request that cannot be read: 400, with the field and the rule named. */
final class FieldProblem {
    /** Who refuses, in {@code ErrorInfo}. */
    static final String DOMAIN = "gateway.giveback.dev";

    private FieldProblem() {}

    /**
     * The refusal.
     *
     * @param field the path of the field by its names in the proto; what is unknown as it was written
     * @param rule in {@code UPPER_SNAKE_CASE}
     * @param description what was found and what was expected
     */
    static StatusRuntimeException of(String field, String rule, String description) {
        return ErrorStatus.of(Code.INVALID_ARGUMENT, DOMAIN, "INVALID_JSON", field + ": " + description)
                .fieldViolation(field, rule, description)
                .toException();
    }

    /** A refusal of the body as a whole. */
    static StatusRuntimeException body(String description) {
        return ErrorStatus.of(Code.INVALID_ARGUMENT, DOMAIN, "INVALID_JSON", description)
                .toException();
    }
}
