package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.occasions.OccasionTable;
import dev.giveback.loyalty.v1.Customer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What an invitation by hand is about, as loyalty-service tells it; what an order was for reports is known as soon as the feed has told of it,
 * within a second as a rule.
 */
public final class LoyaltyInvitationFacts implements InvitationFacts {
    private final Loyalty loyalty;
    private final DataSource tables;
    private final InstantSource clock;

    /**
     * Facts by loyalty-service.
     *
     * @param tables connections that find the tables of occasions
     */
    public LoyaltyInvitationFacts(Loyalty loyalty, DataSource tables, InstantSource clock) {
        this.loyalty = loyalty;
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Facts find(CustomerId customer, String orderId, String requestId) {
        Customer found = loyalty.customer(customer)
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.CUSTOMER_NOT_FOUND, "customer: there is no customer " + customer.name()));
        if (!found.getMergedInto().isEmpty() || found.hasEraseTime()) {
            throw RefusalStatus.of(Reason.CUSTOMER_GONE, "customer: erased, or merged into another one");
        }
        KnownOccasion known = occasion(customer, orderId, requestId);
        return new Facts(known.occasion(), loyalty.standing(known));
    }

    private KnownOccasion occasion(CustomerId customer, String orderId, String requestId) {
        Instant now = clock.instant();
        if (orderId.isEmpty()) {
            return KnownOccasion.plain(
                    customer, new Occasion(OccasionKind.REQUEST, requestId, now, OrderFacts.NONE), now);
        }
        return purchase(customer, orderId).orElseGet(() -> {
            if (!loyalty.hasOrder(customer, orderId)) {
                throw RefusalStatus.of(Reason.ORDER_NOT_FOUND, "order_id: the customer has no such order");
            }
            return KnownOccasion.plain(
                    customer, new Occasion(OccasionKind.PURCHASE, orderId, now, OrderFacts.NONE), now);
        });
    }

    private Optional<KnownOccasion> purchase(CustomerId customer, String orderId) {
        try (Connection connection = tables.getConnection()) {
            return OccasionTable.purchase(connection, customer, orderId);
        } catch (SQLException failure) {
            throw RefusalStatus.of(
                    Reason.SOURCE_AWAY,
                    "database: it does not answer; try again in a moment: " + failure.getSQLState());
        }
    }
}
