package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.v1.RefusalReason;

/** Reasons between the domain and the published enum, which has the same names behind its prefix. */
final class Refusals {
    private static final String PREFIX = "REFUSAL_REASON_";

    private Refusals() {}

    static RefusalReason toProto(Reason reason) {
        return RefusalReason.valueOf(PREFIX + reason.name());
    }

    static Reason toDomain(RefusalReason stored) {
        return Reason.valueOf(stored.name().substring(PREFIX.length()));
    }
}
