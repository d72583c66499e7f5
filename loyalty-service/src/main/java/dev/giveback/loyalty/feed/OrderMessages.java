package dev.giveback.loyalty.feed;

import com.google.protobuf.util.Timestamps;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredInputs;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.loyalty.v1.CustomerBefore;
import dev.giveback.loyalty.v1.OrderMade;
import dev.giveback.loyalty.v1.OrderRefund;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Rows of customers' journals as orders made and refunded. */
final class OrderMessages implements FeedMessages<TailOrdersResponse> {
    private final ProgramCurrencies currencies;

    OrderMessages(ProgramCurrencies currencies) {
        this.currencies = currencies;
    }

    @Override
    public @Nullable TailOrdersResponse of(FeedEnvelope envelope) {
        StoredRow row = StoredRow.of(envelope);
        return switch (row.change()) {
            case CHECKOUT_COMPLETED -> {
                CustomerEvent event = row.event();
                yield of(row, event).setMade(made(event.getCheckoutCompleted())).build();
            }
            case ORDER_REFUNDED -> {
                CustomerEvent event = row.event();
                Currency currency = currencies.of(row.customer().program());
                yield of(row, event)
                        .setRefund(refund(event.getOrderRefunded(), currency))
                        .build();
            }
            case CUSTOMER_ENROLLED,
                    ACTIVITY_REWARDED,
                    POINTS_REDEEMED,
                    POINTS_HELD,
                    HOLD_CAPTURED,
                    HOLD_RELEASED,
                    POINTS_ADJUSTED,
                    POINTS_EXPIRED,
                    COUPON_GRANTED,
                    COUPON_REVOKED,
                    CHECKOUT_RESERVED,
                    RESERVATION_EXTENDED,
                    RESERVATION_CANCELLED,
                    POINTS_SENT,
                    POINTS_RECEIVED,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    TRANSFER_RETURNED,
                    CUSTOMER_ABSORBED,
                    MERGE_BEGUN,
                    MERGE_DECLINED,
                    MERGE_SETTLED,
                    MERGE_REVERTED,
                    PROFILE_CHANGED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ERASED,
                    ORDERS_REDERIVED,
                    ORDER_CORRECTED,
                    CHANGE_NOT_SET -> null;
        };
    }

    @Override
    public TailOrdersResponse progress(FeedOffset readUpTo) {
        return at(readUpTo).build();
    }

    private static TailOrdersResponse.Builder of(StoredRow row, CustomerEvent event) {
        return at(row.envelope().offset())
                .setCustomer(row.customer().name())
                .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()));
    }

    private static TailOrdersResponse.Builder at(FeedOffset offset) {
        return TailOrdersResponse.newBuilder()
                .setResumeToken(offset.toString())
                .setTransaction(offset.transactionId())
                .setOrdering(offset.ordering());
    }

    /** Of a reservation confirmed in part, a line of which nothing was taken is none. */
    private static OrderMade made(CheckoutCompleted order) {
        long list = 0;
        long quantity = 0;
        int lines = 0;
        for (StoredOrderLine line : order.getLinesList()) {
            list += line.getQuantity() * line.getUnitPriceMinor();
            quantity += line.getQuantity();
            lines += line.getQuantity() > 0 ? 1 : 0;
        }
        Currency currency = Currency.getInstance(order.getCurrencyCode());
        OrderMade.Builder made = OrderMade.newBuilder()
                .setOrderId(order.getOrderId())
                .setPurchaseTime(Timestamps.fromMillis(order.getPurchaseMillis()))
                .setListTotal(MoneyMapper.toMoney(list, currency))
                .setPaidTotal(MoneyMapper.toMoney(order.getTotalMinor(), currency))
                .setQuantity(quantity)
                .setLineCount(lines);
        if (order.hasInputs()) {
            StoredInputs before = order.getInputs();
            made.setLocalMillis(before.getLocalMillis())
                    .setCustomerBefore(CustomerBefore.newBuilder()
                            .setTierId(before.getTierId())
                            .setMember(before.getMember())
                            .setOrderCount(before.getOrderCount())
                            .setPoints(before.getPoints()));
        }
        return made.build();
    }

    private static OrderRefund refund(OrderRefunded refunded, Currency currency) {
        return OrderRefund.newBuilder()
                .setOrderId(refunded.getOrderId())
                .setAmount(MoneyMapper.toMoney(refunded.getAmountMinor(), currency))
                .build();
    }
}
