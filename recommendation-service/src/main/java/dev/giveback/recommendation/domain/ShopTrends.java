package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What is sold, as of one day: sums over all customers that change slowly. Immutable; made anew from the model when a day begins, or as often as
 * the caller likes. Costs one pass over all histories; a sale is counted once a customer and day.
 */
final class ShopTrends {
    /** 52 whole weeks, so that weekdays fall together. */
    static final int YEAR = 364;
    /** The weeks that a recommendation looks ahead to. */
    static final int AHEAD = 28;

    private static final int HEAD = 1000;
    private static final int CATEGORY_HEAD = 200;
    private static final int[] NO_PRODUCTS = {};

    final int day;
    /** Products known on that day; later ones wait for the next. */
    final int size;
    /** Products by their sales of the last 14 days, at most 1,000. */
    final int[] popular;
    /** Products by their sales in the 28 days that follow the same day a year ago, at most 1,000. */
    final int[] yearPopular;
    /** Products of the catalogue by their ids, at most 1,000. */
    final int[] catalogue;

    final int[] sold7;
    final int[] sold14;
    final int[] sold28;
    final int[] sold56;
    final int[] sold;
    final int[] yearNext;
    final int[] yearBefore;
    final int[] customers;
    final int[] repeaters;
    final int[] repeats;
    final long[] repeatDays;
    final int[] first;
    final int[] last;
    /** How many baskets a product is in, decayed. */
    final double[] basketWeights;

    final double yearRatio;
    final int soldInAll;
    private final int[][] byCategory;
    private final int[] categorySold;
    private final float[] wordRarity;
    private final float[] lengths;

    static ShopTrends of(PurchaseModel model, int day) {
        return new ShopTrends(model, day);
    }

    private ShopTrends(PurchaseModel model, int day) {
        this.day = day;
        size = model.products.size();
        sold7 = new int[size];
        sold14 = new int[size];
        sold28 = new int[size];
        sold56 = new int[size];
        sold = new int[size];
        yearNext = new int[size];
        yearBefore = new int[size];
        customers = new int[size];
        repeaters = new int[size];
        repeats = new int[size];
        repeatDays = new long[size];
        first = new int[size];
        last = new int[size];
        basketWeights = new double[size];
        lengths = new float[model.customers.size()];
        countHistories(model);
        soldInAll = Arrays.stream(sold14).sum();
        yearRatio = (1.0 + Arrays.stream(yearBefore).sum())
                / (1.0 + Arrays.stream(yearNext).sum());
        wordRarity = rarity(model);
        categorySold = new int[model.categories.size()];
        int[] byName =
                Arrays.stream(model.products.inOrder()).filter(p -> p < size).toArray();
        popular = ranked(byName, sold14);
        yearPopular = ranked(byName, yearNext);
        catalogue = Arrays.stream(byName)
                .filter(p -> model.entries.get(p) != null)
                .limit(HEAD)
                .toArray();
        byCategory = byCategory(model, byName);
    }

    private void countHistories(PurchaseModel model) {
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, Integer.MIN_VALUE);
        int[] lastOfCustomer = new int[size];
        int[] timesOfCustomer = new int[size];
        for (int customer = 0; customer < lengths.length; customer++) {
            History history = model.history(customer);
            double square = 0;
            for (int basket = 0; basket < history.baskets(); basket++) {
                float weight = Decay.CUSTOMERS.of(day - history.day(basket));
                square += (double) weight * weight * (history.end(basket) - history.start(basket));
                for (int row = history.start(basket); row < history.end(basket); row++) {
                    if (history.product(row) < size) {
                        count(history.product(row), history.day(basket), lastOfCustomer, timesOfCustomer);
                    }
                }
            }
            lengths[customer] = (float) Math.sqrt(square);
            for (int row = 0; row < history.size(); row++) {
                if (history.product(row) < size) {
                    timesOfCustomer[history.product(row)] = 0;
                }
            }
        }
    }

    private void count(int product, int on, int[] lastOfCustomer, int[] timesOfCustomer) {
        int age = Math.max(0, day - on);
        sold[product]++;
        sold7[product] += age <= 7 ? 1 : 0;
        sold14[product] += age <= 14 ? 1 : 0;
        sold28[product] += age <= 28 ? 1 : 0;
        sold56[product] += age <= 56 ? 1 : 0;
        yearNext[product] += age <= YEAR && age > YEAR - AHEAD ? 1 : 0;
        yearBefore[product] += age > YEAR && age <= YEAR + AHEAD ? 1 : 0;
        first[product] = Math.min(first[product], on);
        last[product] = Math.max(last[product], on);
        basketWeights[product] += Decay.BASKETS.of(age);
        int times = timesOfCustomer[product]++;
        customers[product] += times == 0 ? 1 : 0;
        repeaters[product] += times == 1 ? 1 : 0;
        if (times > 0) {
            repeats[product]++;
            repeatDays[product] += on - lastOfCustomer[product];
        }
        lastOfCustomer[product] = on;
    }

    private float[] rarity(PurchaseModel model) {
        int[] products = new int[model.words.size()];
        for (int product = 0; product < size; product++) {
            Entry entry = model.entries.get(product);
            if (entry != null) {
                for (int word : entry.words()) {
                    if (word < products.length) {
                        products[word]++;
                    }
                }
            }
        }
        float[] rarity = new float[products.length];
        for (int word = 0; word < rarity.length; word++) {
            rarity[word] = (float) Math.log((size + 1.0) / (products[word] + 1.0));
        }
        return rarity;
    }

    private static int[] ranked(int[] byName, int[] by) {
        return Arrays.stream(byName)
                .filter(product -> by[product] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer product) -> by[product])
                        .reversed())
                .limit(HEAD)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Those that sold lately first, then those that nobody bought yet, by their ids. */
    private int[][] byCategory(PurchaseModel model, int[] byName) {
        // Most categories that anyone named may hold no product: only those that do get room.
        int[][] heads = new int[categorySold.length][];
        Arrays.fill(heads, NO_PRODUCTS);
        int[] sizes = new int[heads.length];
        IntStream.concat(
                        Arrays.stream(byName)
                                .filter(p -> sold14[p] > 0)
                                .boxed()
                                .sorted(Comparator.comparingInt((Integer p) -> sold14[p])
                                        .reversed())
                                .mapToInt(Integer::intValue),
                        Arrays.stream(byName).filter(p -> sold[p] == 0))
                .forEach(product -> {
                    int category = model.category(product);
                    if (category >= 0 && category < heads.length && sizes[category] < CATEGORY_HEAD) {
                        if (sizes[category] == heads[category].length) {
                            heads[category] =
                                    Arrays.copyOf(heads[category], Math.min(CATEGORY_HEAD, 8 + 2 * sizes[category]));
                        }
                        heads[category][sizes[category]++] = product;
                    }
                });
        for (int product = 0; product < size; product++) {
            int category = model.category(product);
            if (category >= 0 && category < heads.length) {
                categorySold[category] += sold14[product];
            }
        }
        for (int category = 0; category < heads.length; category++) {
            if (sizes[category] < heads[category].length) {
                heads[category] = Arrays.copyOf(heads[category], sizes[category]);
            }
        }
        return heads;
    }

    /** The share of a product's customers who bought it again; five more customers are thought up, one of whom did. */
    double repeatRate(int product) {
        return (repeaters[product] + 1) / (customers[product] + 5.0);
    }

    /** How much the product is alive: sold within 28 days, and bought again by those who bought it. */
    double alive(int product) {
        return Math.sqrt(repeatRate(product)) * Math.log(2.0 + sold28[product]);
    }

    /** The mean days after which a customer buys the product again, or NaN when nobody did. */
    float gap(int product) {
        return repeats[product] == 0 ? Float.NaN : repeatDays[product] / (float) repeats[product];
    }

    /** What sells of a category, best first. */
    int[] inCategory(int category) {
        return category >= 0 && category < byCategory.length ? byCategory[category] : NO_PRODUCTS;
    }

    int categorySold(int category) {
        return category >= 0 && category < categorySold.length ? categorySold[category] : 0;
    }

    double rarity(int word) {
        return word < wordRarity.length ? wordRarity[word] : 0;
    }

    /** The length of the customer's vector of decayed purchases, 0 for one who is newer than these sums. */
    double length(int customer) {
        return customer >= 0 && customer < lengths.length ? lengths[customer] : 0;
    }
}
