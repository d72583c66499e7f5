package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** An order as people read it. */
final class OrderText {
    private OrderText() {}

    static List<String> quote(QuoteCheckoutResponse quote) {
        List<String> lines = new ArrayList<>(outcome(quote.getOutcome()));
        quote.getProblemsList()
                .forEach(problem ->
                        lines.add("would be refused: " + problem.getMessage() + " (" + problem.getReason() + ")"));
        lines.add("the customer has " + CustomerAtText.balance(quote.getBalance()));
        return lines;
    }

    static List<String> completed(CompleteCheckoutResponse completed) {
        List<String> lines = new ArrayList<>(outcome(completed.getOutcome()));
        lines.add("the customer has " + CustomerAtText.balance(completed.getBalance()));
        return lines;
    }

    static List<String> refunded(RefundOrderResponse refund) {
        List<String> lines = new ArrayList<>();
        lines.add("to pay back  " + Printing.money(refund.getAmount()));
        lines.add("taken back   " + grouped(refund.getPointsTakenBack()) + " of "
                + grouped(refund.getPointsDue()) + " points due, " + grouped(refund.getPointsForgiven())
                + " forgiven, " + grouped(refund.getPointsOwed()) + " owed");
        lines.add("given back   " + grouped(refund.getPointsRestored()) + " points, "
                + refund.getReturnedCouponIdsCount() + " coupons");
        lines.add("the customer has " + CustomerAtText.balance(refund.getBalance()));
        return lines;
    }

    private static List<String> outcome(CheckoutOutcome outcome) {
        List<String> lines = new ArrayList<>(order(outcome.getOrder()));
        outcome.getUnusedCouponsList()
                .forEach(unused -> lines.add("not used: "
                        + (unused.getCode().isEmpty() ? unused.getCouponId() : unused.getCode()) + ": "
                        + unused.getMessage()));
        return lines;
    }

    static List<String> order(Order order) {
        Table table = new Table(
                Column.number("line"),
                Column.text("product"),
                Column.number("quantity"),
                Column.number("price"),
                Column.number("to pay"),
                Column.number("points"),
                Column.number("refunded"));
        for (OrderLine line : order.getLinesList()) {
            table.row(
                    Integer.toString(line.getLine()),
                    line.getProduct(),
                    grouped(line.getQuantity()),
                    Printing.money(line.getUnitPrice()),
                    Printing.money(line.getNetAmount()),
                    grouped(line.getPoints()),
                    grouped(line.getRefundedQuantity()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("to pay       " + Printing.money(order.getTotal()) + "  (list "
                + Printing.money(order.getListTotal()) + ", shipping " + Printing.money(order.getShipping())
                + ", discounts " + Printing.money(order.getDiscountTotal()) + ", by "
                + grouped(order.getPointsRedeemed()) + " points " + Printing.money(order.getPointsValue()) + ")");
        lines.add("earns        " + grouped(order.getPointsEarned()) + " points");
        order.getCouponsList()
                .forEach(used -> lines.add("used         "
                        + (used.getCode().isEmpty() ? used.getCouponId() : used.getCode()) + ": "
                        + Printing.money(used.getDiscount()) + " off, " + grouped(used.getPoints()) + " points"));
        return lines;
    }
}
