package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.RefusalReason;

/**
 * From version 1 to version 2 of the four events that say why another customer did not take something: the text of a reason becomes the
 * published enum, whose numbers stay when its names change.
 */
final class TypedRefusals {
    private static final int VERSION = 2;

    private TypedRefusals() {}

    static CustomerEvent ofTransferDeclined(CustomerEvent first) {
        var declined = first.getTransferDeclined().toBuilder();
        declined.setRefusal(typed(declined.getReason())).clearReason();
        return first.toBuilder()
                .setChangeVersion(VERSION)
                .setTransferDeclined(declined)
                .build();
    }

    static CustomerEvent ofTransferReturned(CustomerEvent first) {
        var returned = first.getTransferReturned().toBuilder();
        returned.setRefusal(typed(returned.getReason())).clearReason();
        return first.toBuilder()
                .setChangeVersion(VERSION)
                .setTransferReturned(returned)
                .build();
    }

    static CustomerEvent ofMergeDeclined(CustomerEvent first) {
        var declined = first.getMergeDeclined().toBuilder();
        declined.setRefusal(typed(declined.getReason())).clearReason();
        return first.toBuilder()
                .setChangeVersion(VERSION)
                .setMergeDeclined(declined)
                .build();
    }

    static CustomerEvent ofMergeReverted(CustomerEvent first) {
        var reverted = first.getMergeReverted().toBuilder();
        reverted.setRefusal(typed(reverted.getReason())).clearReason();
        return first.toBuilder()
                .setChangeVersion(VERSION)
                .setMergeReverted(reverted)
                .build();
    }

    /** The texts that version 1 could hold are listed here, so that no renaming of today's enum can change what they meant. */
    private static RefusalReason typed(String text) {
        return switch (text) {
            case "BALANCE_LIMIT_REACHED" -> RefusalReason.REFUSAL_REASON_BALANCE_LIMIT_REACHED;
            case "TOO_MANY_COUPONS" -> RefusalReason.REFUSAL_REASON_TOO_MANY_COUPONS;
            case "MERGE_CONFLICT" -> RefusalReason.REFUSAL_REASON_MERGE_CONFLICT;
            case "CUSTOMER_MERGING" -> RefusalReason.REFUSAL_REASON_CUSTOMER_MERGING;
            case "CUSTOMER_MERGED" -> RefusalReason.REFUSAL_REASON_CUSTOMER_MERGED;
            default ->
                throw new IllegalArgumentException(
                        "reason: \"" + text + "\" (expected: one of the five that version 1 could hold)");
        };
    }
}
