package dev.giveback.platform.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** What the values of a variable are. */
public enum VariableType {
    /** A {@link Long}. */
    WHOLE_NUMBER(SimpleType.INT),
    /** A {@link String}. */
    TEXT(SimpleType.STRING),
    /** A {@link Boolean}. */
    TRUTH(SimpleType.BOOL),
    /** An {@link java.time.Instant}. */
    TIME(SimpleType.TIMESTAMP),
    /** A {@link java.util.List} of {@link String}. */
    TEXTS(ListType.create(SimpleType.STRING));

    private final CelType celType;

    VariableType(CelType celType) {
        this.celType = celType;
    }

    CelType celType() {
        return celType;
    }
}
