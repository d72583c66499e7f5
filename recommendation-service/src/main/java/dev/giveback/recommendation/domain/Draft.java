package dev.giveback.recommendation.domain;

/**
 * The candidates for one answer, and what each strategy says of them. Reused from request to request by one thread; its memory follows the
 * largest history that it saw, not the shop.
 */
final class Draft {
    /** Own products, most frequent first, at most. */
    static final int OWN = 200;
    /** Own products, most frequent first, whose neighbours are asked. */
    static final int ASKED = 50;
    /** Candidates of each strategy that looks beyond what the customer bought. */
    static final int EACH = 100;
    /** Candidates of a year ago, and of each of the customer's categories. */
    static final int FEW = 40;
    /** The customer's categories that are looked at, when none was stated. */
    static final int CATEGORIES = 3;

    static final int STRATEGIES = Strategy.values().length;

    final Own own = new Own();
    final Taste taste = new Taste();
    final Circle circle = new Circle();
    final Tally goesWith = new Tally();
    final Tally goesWithLast = new Tally();
    final Tally scratch = new Tally();
    final Tally places = new Tally();
    History history = History.EMPTY;
    int day;
    double weights;
    private final Partners partners = new Partners();
    private double length;
    private double[][] scores = new double[STRATEGIES][256];

    int size() {
        return places.size();
    }

    int product(int at) {
        return places.number(at);
    }

    /** The length of the customer's vector of decayed purchases. */
    double length() {
        return length;
    }

    double score(int strategy, int at) {
        return scores[strategy][at];
    }

    /** Of what stands at that place of {@link #goesWith}, the products that it goes with. */
    Partners partners() {
        return partners;
    }

    void collect(Shop shop, int customer, Wish wish) {
        places.clear();
        day = shop.day();
        length = shop.trends.length(customer);
        history = shop.model.history(customer);
        own.read(history, day, shop.trends.size);
        taste.read(own, shop.model);
        findNeighbours(shop, wish);
        circle.find(shop, customer, own);
        gather(shop, wish);
        if (scores[0].length < size()) {
            scores = new double[STRATEGIES][size() * 2];
        }
        score(shop, wish);
    }

    private void findNeighbours(Shop shop, Wish wish) {
        goesWith.clear();
        weights = 0;
        int asked = own.often.rank(ASKED);
        for (int i = 0; i < asked; i++) {
            int at = own.often.best(i);
            double weight = Math.min(1, own.often.sum(at));
            weights += weight;
            partners.add(own.often.number(at), false, shop.neighbours(own.often.number(at), scratch), weight, goesWith);
        }
        for (int product : wish.basket) {
            weights++;
            partners.add(product, true, shop.neighbours(product, scratch), 1, goesWith);
        }
    }

    /** Finds what only trees ask for: what goes with the last basket, or the one of now, and the words and prices of what was bought. */
    void deepen(Shop shop, Wish wish) {
        taste.deepen(own, shop.model);
        goesWithLast.clear();
        if (wish.basket.length > 0) {
            for (int product : wish.basket) {
                add(shop.neighbours(product, scratch), 1, goesWithLast);
            }
        } else if (history.baskets() > 0) {
            int start = history.start(history.baskets() - 1);
            for (int row = start; row < Math.min(history.size(), start + ASKED); row++) {
                add(shop.neighbours(history.product(row), scratch), 1, goesWithLast);
            }
        }
    }

    private static void add(Neighbours neighbours, double weight, Tally to) {
        for (int i = 0; i < neighbours.products().length; i++) {
            to.add(neighbours.products()[i], weight * neighbours.similarities()[i]);
        }
    }

    private void gather(Shop shop, Wish wish) {
        gather(own.often, OWN, wish);
        gather(goesWith, EACH, wish);
        gather(circle.bought, EACH, wish);
        gather(shop.trends.popular, EACH, wish);
        gather(shop.trends.yearPopular, FEW, wish);
        if (wish.preferred.length > 0) {
            for (int category : wish.preferred) {
                gather(shop.trends.inCategory(category), FEW, wish);
            }
        } else {
            int best = taste.categories.rank(CATEGORIES);
            for (int i = 0; i < best; i++) {
                gather(shop.trends.inCategory(taste.categories.number(taste.categories.best(i))), FEW, wish);
            }
        }
        if (size() < Request.MAX_COUNT) {
            gather(shop.trends.catalogue, EACH, wish);
        }
    }

    private void gather(Tally found, int most, Wish wish) {
        int ranked = found.rank(most, product -> wish.allows(product, own.holds(product)));
        for (int i = 0; i < ranked; i++) {
            places.add(found.number(found.best(i)), 1);
        }
    }

    private void gather(int[] found, int most, Wish wish) {
        for (int i = 0, taken = 0; i < found.length && taken < most; i++) {
            taken += gather(found[i], wish);
        }
    }

    private int gather(int product, Wish wish) {
        if (!wish.allows(product, own.holds(product))) {
            return 0;
        }
        places.add(product, 1);
        return 1;
    }

    private void score(Shop shop, Wish wish) {
        ShopTrends trends = shop.trends;
        for (int i = 0; i < size(); i++) {
            int product = product(i);
            int at = own.often.find(product);
            set(Strategy.BUY_AGAIN, i, at < 0 ? 0 : own.often.sum(at) * trends.alive(product));
            set(Strategy.GOES_WITH, i, goesWith.get(product));
            set(Strategy.SIMILAR_CUSTOMERS, i, circle.bought.get(product));
            set(Strategy.POPULAR_NOW, i, trends.sold14[product]);
            set(Strategy.PREFERRED_CATEGORIES, i, preference(shop, wish, product));
            set(Strategy.YEAR_AGO, i, trends.yearNext[product]);
        }
        for (double[] row : scores) {
            double most = 0;
            for (int i = 0; i < size(); i++) {
                most = Math.max(most, row[i]);
            }
            for (int i = 0; i < size() && most > 0; i++) {
                row[i] /= most;
            }
        }
    }

    private void set(Strategy strategy, int at, double score) {
        scores[strategy.at()][at] = score;
    }

    private double preference(Shop shop, Wish wish, int product) {
        int category = shop.model.category(product);
        if (category < 0) {
            return 0;
        }
        double share = wish.prefers(category) ? 1 : wish.preferred.length > 0 ? 0 : taste.share(category);
        return share * (1 + shop.trends.sold14[product]) / (1.0 + shop.trends.categorySold(category));
    }
}
