package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.Set;

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

    /**
     * An order had been recorded wrong: it takes the place of what was recorded. Where that is not there any more, as after an objection to
     * learning, nothing happens.
     *
     * @param dayBefore day that it was recorded for
     * @param before what was recorded and not returned
     * @param day of the purchase
     * @param after what was bought and not returned
     */
    record Corrected(String customer, int dayBefore, List<Line> before, int day, List<Line> after)
            implements ShopEvent {
        public Corrected {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** Two customers are one from now on: what the first bought and said joins what the other did. */
    record CustomersMerged(String from, String into) implements ShopEvent {}

    /**
     * What a customer says, which replaces all that was said before.
     *
     * @param categories preferred ones, the dearest first
     * @param avoided categories that the customer does not want to be shown
     */
    record PreferencesStated(String customer, List<String> categories, List<String> avoided, Set<Objection> objections)
            implements ShopEvent {
        public PreferencesStated {
            categories = List.copyOf(categories);
            avoided = List.copyOf(avoided);
            objections = Set.copyOf(objections);
        }
    }

    /** A product is new in the catalogue, or is now as told here. */
    record ProductChanged(Product product) implements ShopEvent {}
}
