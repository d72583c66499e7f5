package dev.giveback.recommendation.domain;

/**
 * The customers who are most like one customer, and what they bought within a year. For one thread.
 *
 * <p>Alike is the cosine of decayed purchases, found over the customer's {@link #PRODUCTS} most frequent products and their latest {@link #BUYERS}
 * buyers each, so that the work has a limit.
 */
final class Circle {
    static final int PRODUCTS = 30;
    static final int BUYERS = 50;
    static final int CUSTOMERS = 40;
    private static final int DAYS = 365;
    /** Purchases of each of them, the latest ones, to whole baskets. */
    private static final int PURCHASES = 60;

    /** What they bought: the sum of likeness and decay. */
    final Tally bought = new Tally();

    private final Tally alike = new Tally();
    private final Marks members = new Marks();
    private final Marks buyers = new Marks();
    private int purchases;
    private int kept;
    private double likeness;

    void find(Shop shop, int customer, Own own) {
        alike.clear();
        bought.clear();
        members.clear(0);
        purchases = 0;
        likeness = 0;
        int products = own.often.rank(PRODUCTS);
        for (int i = 0; i < products; i++) {
            int at = own.often.best(i);
            Buyers buyers = shop.model.buyers(own.often.number(at));
            double weight = (own.often.sum(at) + own.now(at)) / 2;
            for (int row = buyers.size() - 1; row >= Math.max(0, buyers.size() - BUYERS); row--) {
                if (buyers.customer(row) != customer) {
                    alike.add(buyers.customer(row), weight * Decay.CUSTOMERS.of(shop.day() - buyers.day(row)));
                }
            }
        }
        for (int at = 0; at < alike.size(); at++) {
            alike.scale(at, 1 / (0.005 + shop.trends.length(alike.number(at))));
        }
        kept = alike.rank(CUSTOMERS);
        for (int i = 0; i < kept; i++) {
            double like = alike.sum(alike.best(i));
            likeness += like;
            add(shop, alike.number(alike.best(i)), like);
        }
    }

    private void add(Shop shop, int other, double like) {
        History history = shop.model.history(other);
        purchases += history.size();
        int least = history.size() - PURCHASES;
        for (int basket = history.baskets() - 1;
                basket >= 0 && history.end(basket) > least && shop.day() - history.day(basket) <= DAYS;
                basket--) {
            double weight = like * Decay.CUSTOMERS.of(shop.day() - history.day(basket));
            for (int row = history.start(basket); row < history.end(basket); row++) {
                if (history.product(row) < shop.trends.size) {
                    bought.add(history.product(row), weight);
                }
            }
        }
    }

    /** What is told of a product, by the likeness of all of them. */
    double share(int product) {
        return likeness > 0 ? bought.get(product) / likeness : 0;
    }

    /** How many there are. */
    int size() {
        return kept;
    }

    /** How many of them bought the product within a year, found on the side that has less to look at. */
    int buyersOf(Shop shop, int product) {
        Buyers all = shop.model.buyers(product);
        int first = all.from(shop.day() - DAYS);
        return all.size() - first <= purchases ? amongBuyers(shop, all, first) : amongThem(shop, product);
    }

    private int amongBuyers(Shop shop, Buyers all, int first) {
        if (members.size() == 0) {
            members.clear(shop.model.customers.size());
            for (int i = 0; i < kept; i++) {
                members.add(alike.number(alike.best(i)));
            }
        }
        buyers.clear(shop.model.customers.size());
        for (int row = first; row < all.size(); row++) {
            if (members.holds(all.customer(row))) {
                buyers.add(all.customer(row));
            }
        }
        return buyers.size();
    }

    private int amongThem(Shop shop, int product) {
        int count = 0;
        for (int i = 0; i < kept; i++) {
            count += bought(shop, alike.number(alike.best(i)), product) ? 1 : 0;
        }
        return count;
    }

    private static boolean bought(Shop shop, int other, int product) {
        History history = shop.model.history(other);
        for (int basket = history.baskets() - 1; basket >= 0 && shop.day() - history.day(basket) <= DAYS; basket--) {
            if (history.row(basket, product) >= 0) {
                return true;
            }
        }
        return false;
    }
}
