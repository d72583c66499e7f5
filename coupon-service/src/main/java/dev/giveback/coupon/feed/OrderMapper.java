package dev.giveback.coupon.feed;

import com.google.type.Money;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.coupon.domain.Purchase;
import dev.giveback.loyalty.v1.OrderMade;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages of the orders' feed as the domain knows orders. */
final class OrderMapper {
    private OrderMapper() {}

    /** The orders made, by program, in the order of the feed. */
    static Map<String, List<Purchase>> byProgram(List<TailOrdersResponse> messages) {
        Map<String, List<Purchase>> purchases = new LinkedHashMap<>();
        for (TailOrdersResponse message : messages) {
            CustomerId customer = CustomerId.parse(message.getCustomer());
            if (customer != null && message.hasMade()) {
                purchases
                        .computeIfAbsent(customer.program(), unseen -> new ArrayList<>())
                        .add(purchase(message, customer.customer()));
            }
        }
        return purchases;
    }

    private static Purchase purchase(TailOrdersResponse message, String customer) {
        OrderMade made = message.getMade();
        return new Purchase(
                new FeedPosition(message.getTransaction(), message.getOrdering()),
                customer,
                made.getOrderId(),
                recorded(message),
                new Purchase.Facts(
                        minor(made.getListTotal()),
                        made.getQuantity(),
                        made.getLineCount(),
                        LocalDateTime.ofInstant(Instant.ofEpochMilli(made.getLocalMillis()), ZoneOffset.UTC),
                        made.getCustomerBefore().getTierId(),
                        made.getCustomerBefore().getMember(),
                        made.getCustomerBefore().getOrderCount(),
                        made.getCustomerBefore().getPoints()));
    }

    static Instant recorded(TailOrdersResponse message) {
        return Instant.ofEpochSecond(
                message.getRecordTime().getSeconds(), message.getRecordTime().getNanos());
    }

    static long minor(Money money) {
        return money.getCurrencyCode().isEmpty()
                ? 0
                : MoneyMapper.toMinor(money, Currency.getInstance(money.getCurrencyCode()));
    }
}
