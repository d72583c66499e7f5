package dev.giveback.coupon.feed;

import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Writes orders and refunds down, for programs that compare customers. What comes twice is written once. */
final class OrderBook {
    private static final String ADD_ORDER = """
            INSERT INTO program_orders (program, customer, order_id, record_millis, paid) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_REFUND = """
            INSERT INTO program_refunds (transaction, ordering, program, customer, order_id, amount)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private OrderBook() {}

    static void write(Connection connection, List<TailOrdersResponse> messages, Collection<String> programs)
            throws SQLException {
        try (PreparedStatement orders = connection.prepareStatement(ADD_ORDER);
                PreparedStatement refunds = connection.prepareStatement(ADD_REFUND)) {
            for (TailOrdersResponse message : messages) {
                CustomerId customer = CustomerId.parse(message.getCustomer());
                if (customer != null && programs.contains(customer.program())) {
                    add(message, customer, orders, refunds);
                }
            }
            orders.executeBatch();
            refunds.executeBatch();
        }
    }

    private static void add(
            TailOrdersResponse message, CustomerId customer, PreparedStatement orders, PreparedStatement refunds)
            throws SQLException {
        switch (message.getChangeCase()) {
            case MADE -> {
                orders.setString(1, customer.program());
                orders.setString(2, customer.customer());
                orders.setString(3, message.getMade().getOrderId());
                orders.setLong(4, OrderMapper.recorded(message).toEpochMilli());
                orders.setLong(5, OrderMapper.minor(message.getMade().getPaidTotal()));
                orders.addBatch();
            }
            case REFUND -> {
                refunds.setLong(1, message.getTransaction());
                refunds.setLong(2, message.getOrdering());
                refunds.setString(3, customer.program());
                refunds.setString(4, customer.customer());
                refunds.setString(5, message.getRefund().getOrderId());
                refunds.setLong(6, OrderMapper.minor(message.getRefund().getAmount()));
                refunds.addBatch();
            }
            case CHANGE_NOT_SET -> {}
        }
    }
}
