package dev.giveback.standalone;

import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.RederivedOrder;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;

/** What orders earn otherwise than before, for people. */
final class RederivationText {
    private RederivationText() {}

    static void print(Rederivation rederivation) {
        Table table = new Table(
                Column.text("order"),
                Column.number("earned"),
                Column.number("earns now"),
                Column.number("added"),
                Column.number("taken"),
                Column.number("owed"),
                Column.number("forgiven"));
        for (RederivedOrder order : rederivation.getOrdersList()) {
            table.row(
                    order.getOrderId(),
                    Numbers.grouped(order.getPointsBefore()),
                    Numbers.grouped(order.getPointsAfter()),
                    Numbers.grouped(order.getPointsAdded()),
                    Numbers.grouped(order.getPointsTaken()),
                    Numbers.grouped(order.getPointsOwed()),
                    Numbers.grouped(order.getPointsForgiven()));
        }
        if (rederivation.getOrdersCount() > 0) {
            table.lines().forEach(System.out::println);
        } else {
            System.out.println("No order earns otherwise than it did.");
        }
        System.out.println("Tier: " + named(rederivation.getTierBefore()) + " before, "
                + named(rederivation.getTierAfter()) + " now; " + Numbers.grouped(rederivation.getTotalAfter())
                + " points in all.");
    }

    private static String named(String tier) {
        return tier.isEmpty() ? "none" : tier;
    }
}
