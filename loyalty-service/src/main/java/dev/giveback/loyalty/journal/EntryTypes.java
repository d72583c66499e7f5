package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerEvent.ChangeCase;
import dev.giveback.loyalty.v1.StatementEntryType;

/** What a stored change is called in statements, told from the kind of change alone. */
public final class EntryTypes {
    private EntryTypes() {}

    /** The type of the entry that an event with this change is. */
    public static StatementEntryType of(ChangeCase change) {
        return switch (change) {
            case CUSTOMER_ENROLLED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ENROLLED;
            case CHECKOUT_COMPLETED -> StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT;
            case ORDER_REFUNDED -> StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND;
            case ACTIVITY_REWARDED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ACTIVITY;
            case POINTS_REDEEMED -> StatementEntryType.STATEMENT_ENTRY_TYPE_REDEMPTION;
            case POINTS_HELD -> StatementEntryType.STATEMENT_ENTRY_TYPE_HOLD;
            case HOLD_CAPTURED -> StatementEntryType.STATEMENT_ENTRY_TYPE_CAPTURE;
            case HOLD_RELEASED -> StatementEntryType.STATEMENT_ENTRY_TYPE_RELEASE;
            case POINTS_ADJUSTED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ADJUSTMENT;
            case POINTS_EXPIRED -> StatementEntryType.STATEMENT_ENTRY_TYPE_EXPIRY;
            case COUPON_GRANTED -> StatementEntryType.STATEMENT_ENTRY_TYPE_COUPON_GRANT;
            case COUPON_REVOKED -> StatementEntryType.STATEMENT_ENTRY_TYPE_COUPON_REVOCATION;
            case CHECKOUT_RESERVED -> StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION;
            case RESERVATION_EXTENDED -> StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION_EXTENSION;
            case RESERVATION_CANCELLED -> StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION_CANCELLATION;
            case POINTS_SENT -> StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SENT;
            case POINTS_RECEIVED -> StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_RECEIVED;
            case TRANSFER_DECLINED -> StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_DECLINED;
            case TRANSFER_SETTLED -> StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SETTLED;
            case TRANSFER_RETURNED -> StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_RETURNED;
            case MERGE_BEGUN -> StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_BEGUN;
            case CUSTOMER_ABSORBED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED;
            case MERGE_DECLINED -> StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_DECLINED;
            case MERGE_SETTLED -> StatementEntryType.STATEMENT_ENTRY_TYPE_MERGED;
            case MERGE_REVERTED -> StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_REVERTED;
            case PROFILE_CHANGED -> StatementEntryType.STATEMENT_ENTRY_TYPE_PROFILE_CHANGED;
            case PREFERENCES_CHANGED -> StatementEntryType.STATEMENT_ENTRY_TYPE_PREFERENCES_CHANGED;
            case CUSTOMER_ERASED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED;
            case ORDERS_REDERIVED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ORDERS_REDERIVED;
            case ORDER_CORRECTED -> StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED;
            case CHANGE_NOT_SET -> StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED;
        };
    }
}
