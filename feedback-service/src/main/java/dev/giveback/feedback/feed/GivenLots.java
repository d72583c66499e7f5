package dev.giveback.feedback.feed;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrdersRederived;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredRederivedOrder;
import java.util.List;

/** The lots of points that an event gave. Those that came by a merge are known already: they were the other customer's. */
final class GivenLots {
    private GivenLots() {}

    static List<StoredLot> of(CustomerEvent event) {
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> List.of(event.getCheckoutCompleted().getLot());
            case ORDER_REFUNDED -> event.getOrderRefunded().getRestoration().getLotsList();
            case ACTIVITY_REWARDED -> List.of(event.getActivityRewarded().getLot());
            case POINTS_ADJUSTED -> List.of(event.getPointsAdjusted().getLot());
            case COUPON_REVOKED -> event.getCouponRevoked().getRestoration().getLotsList();
            case ORDERS_REDERIVED -> rederived(event.getOrdersRederived());
            case ORDER_CORRECTED -> rederived(event.getOrderCorrected().getSettled());
            case POINTS_RECEIVED -> event.getPointsReceived().getLotsList();
            case TRANSFER_RETURNED -> event.getTransferReturned().getLotsList();
            case CUSTOMER_ENROLLED,
                    POINTS_REDEEMED,
                    POINTS_HELD,
                    HOLD_CAPTURED,
                    HOLD_RELEASED,
                    POINTS_EXPIRED,
                    COUPON_GRANTED,
                    CHECKOUT_RESERVED,
                    RESERVATION_EXTENDED,
                    RESERVATION_CANCELLED,
                    PROFILE_CHANGED,
                    CUSTOMER_ERASED,
                    PREFERENCES_CHANGED,
                    POINTS_SENT,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    MERGE_BEGUN,
                    CUSTOMER_ABSORBED,
                    MERGE_DECLINED,
                    MERGE_SETTLED,
                    MERGE_REVERTED,
                    CHANGE_NOT_SET -> List.of();
        };
    }

    private static List<StoredLot> rederived(OrdersRederived rederived) {
        return rederived.getOrdersList().stream()
                .map(StoredRederivedOrder::getLot)
                .toList();
    }
}
