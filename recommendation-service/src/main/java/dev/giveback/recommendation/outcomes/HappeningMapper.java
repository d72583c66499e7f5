package dev.giveback.recommendation.outcomes;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.live.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the journal's events as far as they matter to lists that were shown. */
final class HappeningMapper {
    /** The types of events that are asked for. */
    static final List<StatementEntryType> TYPES = List.of(
            StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
            StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED,
            StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED);

    private static final Pattern CUSTOMER = Pattern.compile("programs/([^/]+)/customers/([^/]+)");

    private HappeningMapper() {}

    /** Of whom a message tells. */
    private record Who(String program, String customer) {}

    /**
     * What a message tells; null when it is nothing of all this, or only how far the journal was read. An event that this
     * build cannot read is refused, so that its place is not saved and a later build reads it.
     */
    static @Nullable Happening read(TailEventsResponse message) {
        Matcher name = CUSTOMER.matcher(message.getCustomer());
        if (!name.matches()) {
            return null;
        }
        return read(new Who(name.group(1), name.group(2)), event(message));
    }

    private static CustomerEvent event(TailEventsResponse message) {
        try {
            CustomerEvent event = CustomerEvent.parseFrom(message.getEvent());
            if (isRead(event)) {
                EventLayout.check(event.getChangeVersion());
            }
            return event;
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "event " + message.getSequenceNumber() + " of a customer at " + message.getResumeToken()
                            + ": not readable (expected: a CustomerEvent that this build knows)",
                    e);
        }
    }

    private static boolean isRead(CustomerEvent event) {
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED, ORDER_REFUNDED, ORDER_CORRECTED, CUSTOMER_ERASED, CUSTOMER_ABSORBED -> true;
            default -> false;
        };
    }

    private static @Nullable Happening read(Who who, CustomerEvent event) {
        // The feed's filter leaves no other kinds; those that nobody knows yet say nothing here.
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> bought(who, event.getCheckoutCompleted());
            case ORDER_REFUNDED -> returned(who, event.getOrderRefunded());
            case ORDER_CORRECTED -> corrected(who, event.getOrderCorrected());
            case CUSTOMER_ERASED -> new Happening.Erased(who.program(), who.customer());
            case CUSTOMER_ABSORBED ->
                new Happening.Absorbed(
                        who.program(),
                        who.customer(),
                        event.getCustomerAbsorbed().getSource());
            default -> null;
        };
    }

    private static Happening.Bought bought(Who who, CheckoutCompleted order) {
        List<Happening.Line> lines = new ArrayList<>();
        for (int at = 0; at < order.getLinesCount(); at++) {
            StoredOrderLine line = order.getLines(at);
            if (line.getQuantity() > 0 && isPaidFor(order, at)) {
                lines.add(new Happening.Line(at + 1, line.getProduct(), line.getQuantity()));
            }
        }
        return new Happening.Bought(
                who.program(), who.customer(), order.getOrderId(), order.getPurchaseMillis(), lines);
    }

    private static Happening.Corrected corrected(Who who, OrderCorrected correction) {
        List<Happening.ReturnedLine> returned = new ArrayList<>();
        for (int at = 0; at < correction.getLinesBeforeCount(); at++) {
            returned.add(new Happening.ReturnedLine(
                    at + 1, correction.getLinesBefore(at).getRefundedQuantity()));
        }
        return new Happening.Corrected(bought(who, correction.getOrder()), returned);
    }

    /** Whether coupons left anything of the line's price; points pay like money. */
    private static boolean isPaidFor(CheckoutCompleted order, int line) {
        long left = Math.multiplyExact(
                order.getLines(line).getQuantity(), order.getLines(line).getUnitPriceMinor());
        for (StoredCouponUse use : order.getPrice().getCouponsList()) {
            int cut = use.getCutLinesList().indexOf(line);
            left -= cut < 0 ? 0 : use.getCutMinor(cut);
        }
        return left > 0;
    }

    private static Happening.Returned returned(Who who, OrderRefunded refund) {
        return new Happening.Returned(
                who.program(),
                who.customer(),
                refund.getOrderId(),
                refund.getLinesList().stream()
                        .map(line -> new Happening.ReturnedLine(line.getLine(), line.getQuantity()))
                        .toList());
    }
}
