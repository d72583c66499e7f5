package dev.giveback.recommendation.domain;

/** Tells the trees of a draft's candidates: one row a candidate, one column a {@link Signal}. For one thread. */
final class Signals {
    private float[] table = new float[0];
    private int at;
    private int recentBaskets;
    private int baskets;
    private int products;
    private float age;
    private float basketSize;
    private float novelty;
    private float gap;

    /** Rows one after another; longer than what was filled. */
    float[] table() {
        return table;
    }

    void fill(Shop shop, Draft draft, Wish wish) {
        draft.deepen(shop, wish);
        if (table.length < draft.size() * Signal.COUNT) {
            table = new float[draft.size() * Signal.COUNT * 3 / 2];
        }
        at = 0;
        readCustomer(draft);
        for (int i = 0; i < draft.size(); i++) {
            int product = draft.product(i);
            own(draft, shop.trends, product);
            neighbours(draft, product);
            sales(shop.trends, product);
            taste(shop, draft, product);
            customer();
        }
    }

    private void put(double value) {
        table[at++] = (float) value;
    }

    private void readCustomer(Draft draft) {
        History history = draft.history;
        baskets = history.baskets();
        products = draft.own.often.size();
        recentBaskets = 0;
        for (int basket = baskets - 1; basket >= 0 && draft.day - history.day(basket) <= 90; basket--) {
            recentBaskets++;
        }
        age = baskets == 0 ? Float.NaN : draft.day - history.day(baskets - 1);
        basketSize = baskets == 0 ? 0 : history.size() / (float) baskets;
        novelty = baskets == 0 ? 1 : products / (float) history.size();
        gap = baskets < 2 ? Float.NaN : (history.day(baskets - 1) - history.day(0)) / (baskets - 1f);
    }

    private void own(Draft draft, ShopTrends trends, int product) {
        Own own = draft.own;
        int place = own.often.find(product);
        boolean mine = place >= 0;
        double often = mine ? own.often.sum(place) : 0;
        float ownAge = mine ? own.age(place) : Float.NaN;
        float ownGap = mine ? own.gap(place) : Float.NaN;
        put(often);
        put(mine ? own.now(place) : 0);
        put(mine ? own.latest(place) : 0);
        put(mine ? own.times(place) : 0);
        put(mine ? own.times(place) / (double) baskets : 0);
        put(often / Math.max(0.05, recentBaskets));
        put(ownAge);
        put(mine ? own.span(place) : Float.NaN);
        put(mine && own.inLastBasket(place) ? 1 : 0);
        put(mine ? own.yearAgo(place) : 0);
        put(ownGap);
        put(ownAge / Math.max(7, ownGap));
        put(trends.gap(product));
        put(ownAge / Math.max(7, trends.gap(product)));
        put(often * trends.alive(product));
    }

    private void neighbours(Draft draft, int product) {
        double goesWith = draft.goesWith.get(product);
        put(goesWith);
        put(goesWith / (draft.weights + 1));
        put(draft.goesWithLast.get(product));
        put(draft.circle.share(product));
        put(draft.circle.bought.get(product) / Math.max(0.001, draft.length()));
    }

    private void sales(ShopTrends trends, int product) {
        put(trends.sold7[product]);
        put(trends.sold14[product]);
        put(trends.sold28[product]);
        put(trends.sold56[product]);
        put(Math.log((trends.sold14[product] + 1.0) / (trends.sold56[product] + 4.0)));
        put(trends.yearNext[product]);
        put(trends.yearBefore[product]);
        put(Math.log((trends.yearNext[product] + 2.0) / (trends.yearBefore[product] + 2.0) * trends.yearRatio));
        put(trends.sold[product]);
        put(trends.customers[product]);
        put(trends.repeatRate(product));
        put(trends.sold[product] == 0 ? Double.NaN : (double) trends.day - trends.first[product]);
        put(trends.sold[product] == 0 ? Double.NaN : (double) trends.day - trends.last[product]);
    }

    private void taste(Shop shop, Draft draft, int product) {
        Entry entry = shop.model.entries.get(product);
        int category = entry == null ? -1 : entry.category();
        double share = draft.taste.share(category);
        int categorySold = shop.trends.categorySold(category);
        put(share);
        put(categorySold / (shop.trends.soldInAll + 1.0));
        put(share * shop.trends.sold14[product] / (categorySold + 1.0));
        put(entry == null ? Double.NaN : draft.taste.wordsKnown(entry, shop.trends));
        put(
                entry == null || entry.product().priceMinor() == 0
                        ? Double.NaN
                        : Math.log((double) entry.product().priceMinor()));
        put(entry == null ? Double.NaN : draft.taste.priceRatio(entry));
    }

    private void customer() {
        put(baskets);
        put(recentBaskets);
        put(products);
        put(age);
        put(basketSize);
        put(novelty);
        put(gap);
    }
}
