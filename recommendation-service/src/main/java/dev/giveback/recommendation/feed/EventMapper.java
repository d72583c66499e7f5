package dev.giveback.recommendation.feed;

import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredLineBefore;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.journal.v1.StoredPreferences;
import dev.giveback.loyalty.v1.Purpose;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a customer's event means to recommendations. The day of a purchase is the day that loyalty-service counts it for, which is the day in the program's
 * zone as it was when the order was recorded.
 */
final class EventMapper {
    /** What is asked for. */
    static final List<StatementEntryType> TYPES = List.of(
            StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
            StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
            StatementEntryType.STATEMENT_ENTRY_TYPE_PREFERENCES_CHANGED,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED);

    private EventMapper() {}

    /** Whether events of this kind mean anything here. */
    static boolean isRead(CustomerEvent event) {
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED,
                    ORDER_REFUNDED,
                    ORDER_CORRECTED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ABSORBED,
                    CUSTOMER_ERASED -> true;
            default -> false;
        };
    }

    /** What happened in the shop, in order; nothing when that says nothing of what is wanted. */
    static List<ShopEvent> of(String customer, CustomerEvent event) {
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> bought(customer, event.getCheckoutCompleted());
            case ORDER_REFUNDED -> refunded(customer, event.getOrderRefunded());
            case ORDER_CORRECTED -> corrected(customer, event.getOrderCorrected());
            case PREFERENCES_CHANGED ->
                List.of(stated(customer, event.getPreferencesChanged().getPreferences()));
            case CUSTOMER_ABSORBED ->
                List.of(new ShopEvent.CustomersMerged(
                        event.getCustomerAbsorbed().getSource(), customer));
            case CUSTOMER_ERASED -> List.of(new ShopEvent.CustomerErased(customer));
            // Points, coupons, profiles and what is to come says nothing of what is wanted.
            default -> List.of();
        };
    }

    private static List<ShopEvent> bought(String customer, CheckoutCompleted order) {
        List<Line> lines = new ArrayList<>(order.getLinesCount());
        for (StoredOrderLine line : order.getLinesList()) {
            if (line.getQuantity() > 0 && line.getUnitPriceMinor() > 0) {
                lines.add(new Line(line.getProduct(), units(line.getQuantity())));
            }
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(new ShopEvent.Bought(customer, day(order.getCountingDay()), lines));
    }

    /** A line without a product was recorded before refunds told of it, and is passed over. */
    private static List<ShopEvent> refunded(String customer, OrderRefunded refunded) {
        return refunded.getLinesList().stream()
                .filter(line -> !line.getProduct().isEmpty() && line.getQuantity() > 0 && line.getUnitPriceMinor() > 0)
                .<ShopEvent>map(line -> new ShopEvent.TakenBack(
                        customer,
                        day(refunded.getCountingDay()),
                        new Line(line.getProduct(), units(line.getQuantity()))))
                .toList();
    }

    /** A correction that was recorded before corrections told of the lines before is passed over. */
    private static List<ShopEvent> corrected(String customer, OrderCorrected corrected) {
        if (corrected.getLinesBeforeCount() == 0) {
            return List.of();
        }
        Map<String, Long> before = new LinkedHashMap<>();
        Map<String, Long> after = new LinkedHashMap<>();
        for (StoredLineBefore line : corrected.getLinesBeforeList()) {
            add(before, line.getProduct(), line.getUnitPriceMinor(), line.getQuantity() - line.getRefundedQuantity());
        }
        for (int i = 0; i < corrected.getOrder().getLinesCount(); i++) {
            StoredOrderLine line = corrected.getOrder().getLines(i);
            long refunded = i < corrected.getLinesBeforeCount()
                    ? corrected.getLinesBefore(i).getRefundedQuantity()
                    : 0;
            add(after, line.getProduct(), line.getUnitPriceMinor(), line.getQuantity() - refunded);
        }
        return List.of(new ShopEvent.Corrected(
                customer,
                day(corrected.getCountingDayBefore()),
                lines(before),
                day(corrected.getOrder().getCountingDay()),
                lines(after)));
    }

    private static void add(Map<String, Long> units, String product, long price, long quantity) {
        if (quantity > 0 && price > 0) {
            units.merge(product, quantity, Long::sum);
        }
    }

    private static List<Line> lines(Map<String, Long> units) {
        return units.entrySet().stream()
                .map(line -> new Line(line.getKey(), units(line.getValue())))
                .toList();
    }

    private static ShopEvent stated(String customer, StoredPreferences preferences) {
        Set<Objection> objections = EnumSet.noneOf(Objection.class);
        for (int number : preferences.getObjectionsList()) {
            // A purpose that is not known here is none of this service's.
            if (number == Purpose.PURPOSE_PERSONAL_RECOMMENDATIONS_VALUE) {
                objections.add(Objection.PERSONAL_RECOMMENDATIONS);
            } else if (number == Purpose.PURPOSE_LEARNING_FROM_PURCHASES_VALUE) {
                objections.add(Objection.LEARNING_FROM_PURCHASES);
            }
        }
        return new ShopEvent.PreferencesStated(
                customer, preferences.getPreferredCategoriesList(), preferences.getAvoidedCategoriesList(), objections);
    }

    private static int day(long day) {
        return Math.toIntExact(day);
    }

    private static int units(long quantity) {
        return (int) Math.min(Integer.MAX_VALUE, quantity);
    }
}
