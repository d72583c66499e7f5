package dev.giveback.recommendation.domain;

import java.util.Arrays;

/**
 * What each product goes with most: something in the basket before anything that was bought, then what speaks loudest. By the places of the tally that
 * is added to. For one thread.
 */
final class Partners {
    private int[] products = new int[128];
    private double[] says = new double[128];
    private boolean[] inBasket = new boolean[128];

    /** Adds the neighbours of a product to a tally, and notes of each whether this product speaks loudest for it. */
    void add(int product, boolean isInBasket, Neighbours neighbours, double weight, Tally to) {
        for (int i = 0; i < neighbours.products().length; i++) {
            double more = weight * neighbours.similarities()[i];
            int before = to.size();
            int at = to.add(neighbours.products()[i], more);
            if (at == before) {
                fit(at);
            }
            if (at == before || more > (isInBasket && !inBasket[at] ? 0 : says[at])) {
                products[at] = product;
                says[at] = more;
                inBasket[at] = isInBasket;
            }
        }
    }

    private void fit(int at) {
        if (at == products.length) {
            products = Arrays.copyOf(products, at * 2);
            says = Arrays.copyOf(says, at * 2);
            inBasket = Arrays.copyOf(inBasket, at * 2);
        }
    }

    int product(int at) {
        return products[at];
    }

    boolean isInBasket(int at) {
        return inBasket[at];
    }
}
