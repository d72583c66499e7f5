package dev.giveback.recommendation.domain;

/** Which categories, words and prices a customer's purchases have, each purchase counted with its decay. For one thread. */
final class Taste {
    final Tally categories = new Tally();
    private final Tally words = new Tally();
    private double total;
    private double logPrice;
    private double priced;

    /** Reads the categories only. */
    void read(Own own, PurchaseModel model) {
        categories.clear();
        total = 0;
        for (int at = 0; at < own.often.size(); at++) {
            Entry entry = model.entries.get(own.often.number(at));
            if (entry != null) {
                total += own.often.sum(at);
                if (entry.category() >= 0) {
                    categories.add(entry.category(), own.often.sum(at));
                }
            }
        }
    }

    /** Reads words and prices too, which only trees ask for. */
    void deepen(Own own, PurchaseModel model) {
        words.clear();
        logPrice = 0;
        priced = 0;
        for (int at = 0; at < own.often.size(); at++) {
            Entry entry = model.entries.get(own.often.number(at));
            if (entry != null) {
                add(entry, own.often.sum(at));
            }
        }
    }

    private void add(Entry entry, double weight) {
        for (int word : entry.words()) {
            words.add(word, weight);
        }
        if (entry.product().priceMinor() > 0) {
            logPrice += weight * Math.log((double) entry.product().priceMinor());
            priced += weight;
        }
    }

    /** The share of the category in what the customer buys, 0 to 1. */
    double share(int category) {
        return total > 0 && category >= 0 ? categories.get(category) / total : 0;
    }

    /** How many of the product's words the customer knows from purchases, rare words counted more, 0 to 1. */
    double wordsKnown(Entry entry, ShopTrends trends) {
        double known = 0;
        double all = 0;
        for (int word : entry.words()) {
            double rarity = trends.rarity(word);
            known += rarity * Math.min(1, words.get(word));
            all += rarity;
        }
        return all > 0 ? known / all : 0;
    }

    /** The logarithm of the product's price by the customer's usual one, or NaN when one of them is not known. */
    double priceRatio(Entry entry) {
        return priced > 0 && entry.product().priceMinor() > 0
                ? Math.log((double) entry.product().priceMinor()) - logPrice / priced
                : Double.NaN;
    }
}
