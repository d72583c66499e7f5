package dev.giveback.recommendation.domain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The model with its sums as of one day, and the neighbours of products that were asked for.
 *
 * <p>Neighbours are found when a product is first asked for, from the baskets that it is in, and kept until the next day's sums. Two threads may
 * find the same ones at the same time; both find what is right, and one of the two is kept.
 */
final class Shop {
    /** Neighbours kept for a product. */
    static final int NEIGHBOURS = 40;
    /** Baskets looked at for the neighbours of a product: the latest so many, and those of the same day as the last of them. */
    static final int BASKETS = 1500;

    final PurchaseModel model;
    final ShopTrends trends;
    private final AtomicReferenceArray<@Nullable Neighbours> neighbours;
    private volatile @Nullable ProductIndex index;

    Shop(PurchaseModel model, int day) {
        this.model = model;
        trends = ShopTrends.of(model, day);
        neighbours = new AtomicReferenceArray<>(trends.size);
    }

    int day() {
        return trends.day;
    }

    /** The catalogue by category and word, made when first asked for; two threads may make it at the same time. */
    ProductIndex index() {
        ProductIndex known = index;
        if (known == null) {
            known = new ProductIndex(model, trends);
            index = known;
        }
        return known;
    }

    /**
     * Cosine of baskets: the decayed number of baskets that hold both, by the root of the product of the decayed numbers that hold each.
     *
     * @param tally of the calling thread, overwritten
     */
    Neighbours neighbours(int product, Tally tally) {
        if (product >= trends.size) {
            return Neighbours.NONE;
        }
        Neighbours known = neighbours.getAcquire(product);
        if (known == null) {
            known = find(product, tally);
            neighbours.setRelease(product, known);
        }
        return known;
    }

    private Neighbours find(int product, Tally together) {
        together.clear();
        Buyers buyers = model.buyers(product);
        double own = 0;
        int last = Integer.MIN_VALUE;
        for (int row = buyers.size() - 1, seen = 0;
                row >= 0 && (seen < BASKETS || buyers.day(row) == last);
                row--, seen++) {
            last = buyers.day(row);
            double weight = Decay.BASKETS.of(day() - last);
            own += weight;
            History history = model.history(buyers.customer(row));
            int basket = history.basket(last);
            if (basket >= 0) {
                addBasket(history, basket, product, weight, together);
            }
        }
        for (int i = 0; i < together.size(); i++) {
            together.scale(i, 1 / Math.sqrt(own * trends.basketWeights[together.number(i)]));
        }
        int kept = together.rank(NEIGHBOURS);
        int[] products = new int[kept];
        float[] similarities = new float[kept];
        for (int i = 0; i < kept; i++) {
            products[i] = together.number(together.best(i));
            similarities[i] = (float) together.sum(together.best(i));
        }
        return new Neighbours(products, similarities);
    }

    private void addBasket(History history, int basket, int product, double weight, Tally together) {
        for (int row = history.start(basket); row < history.end(basket); row++) {
            int other = history.product(row);
            // What was first sold after the sums were taken has no weight in them to be divided by.
            if (other != product && other < trends.size && trends.basketWeights[other] > 0) {
                together.add(other, weight);
            }
        }
    }
}
