package dev.giveback.recommendation.domain;

import java.util.List;

/** What happened in the shop, in the order of its feed. Days are counted from 1970-01-01 in the shop's own calendar. */
public sealed interface ShopEvent {
    /**
     * A customer bought. Purchases of one customer on one day are one basket, and a product is in it once.
     *
     * @param lines what was paid for; what was given for nothing says nothing of what the customer wants, and is left out by the caller
     */
    record Bought(String customer, int day, List<Line> lines) implements ShopEvent {
        public Bought {
            lines = List.copyOf(lines);
        }
    }

    /** A product and how many units of it, at least 1. */
    record Line(String product, int units) {
        public Line {
            if (units < 1) {
                throw new IllegalArgumentException("units: " + units + " (expected: >= 1)");
            }
        }
    }

    /**
     * Units went back. They are taken from the latest purchases of the product up to that day; a purchase of which nothing is left is forgotten,
     * and what was never bought is ignored.
     *
     * @param day of the purchase if it is known, else of the return
     */
    record TakenBack(String customer, int day, Line line) implements ShopEvent {}

    /** A customer is forgotten: history and preferences. */
    record CustomerErased(String customer) implements ShopEvent {}

    /** Two customers are one from now on: what the first bought and prefers joins what the other did. */
    record CustomersMerged(String from, String into) implements ShopEvent {}

    /** The categories that a customer says to prefer, which replace those said before. */
    record PreferencesStated(String customer, List<String> categories) implements ShopEvent {
        public PreferencesStated {
            categories = List.copyOf(categories);
        }
    }

    /** A product is new in the catalogue, or is now as told here. */
    record ProductChanged(Product product) implements ShopEvent {}
}
