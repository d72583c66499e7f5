package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Four weeks and what came before them: who came back in them, and what they bought of the products that were known.
 *
 * @param shop the sums as of the first day
 * @param customers those who bought before and in it
 * @param wanted of each of them, the products by ascending number that they bought and that anyone had bought before
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, changed by nobody.
record Window(Shop shop, int[] customers, int[][] wanted) {
    static final int DAYS = ShopTrends.AHEAD;

    /** From that day on. */
    static Window of(PurchaseModel model, int day) {
        PurchaseModel past = model.before(day);
        int[] customers = new int[past.customers.size()];
        int[][] wanted = new int[customers.length][];
        int size = 0;
        for (int customer = 0; customer < customers.length; customer++) {
            int[] bought = past.history(customer).size() == 0 ? new int[0] : bought(model, past, customer, day);
            if (bought.length > 0) {
                customers[size] = customer;
                wanted[size++] = bought;
            }
        }
        return new Window(new Shop(past, day), Arrays.copyOf(customers, size), Arrays.copyOf(wanted, size));
    }

    private static int[] bought(PurchaseModel model, PurchaseModel past, int customer, int day) {
        History history = model.history(customer);
        int from = history.basket(day);
        int first = from >= 0 ? from : ~from;
        int end = first;
        while (end < history.baskets() && history.day(end) < day + DAYS) {
            end++;
        }
        return end == first
                ? new int[0]
                : IntStream.range(history.start(first), history.end(end - 1))
                        .map(history::product)
                        .filter(product -> past.buyers(product).size() > 0)
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /** What a customer of it wanted, in a mode. */
    int[] wanted(int at, Mode mode) {
        if (mode == Mode.ALL) {
            return wanted[at];
        }
        History history = shop.model.history(customers[at]);
        BitSet owned = new BitSet();
        for (int row = 0; row < history.size(); row++) {
            owned.set(history.product(row));
        }
        return Arrays.stream(wanted[at])
                .filter(product -> owned.get(product) == (mode == Mode.AGAIN))
                .toArray();
    }

    /** The windows that end on that day or before, the latest first, as far as there are purchases before them. */
    static List<Window> closed(PurchaseModel model, int day, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(back -> of(model, day - back * DAYS))
                .filter(window -> window.customers.length > 0)
                .toList();
    }

    /** Whether there is a window that ends on that day and has customers, without making it. */
    static boolean isClosed(PurchaseModel model, int end) {
        int start = end - DAYS;
        BitSet known = new BitSet();
        int customers = model.customers.size();
        for (int customer = 0; customer < customers; customer++) {
            History history = model.history(customer);
            products(history, Integer.MIN_VALUE, start).forEach(known::set);
        }
        return IntStream.range(0, customers)
                .mapToObj(model::history)
                .anyMatch(history -> history.baskets() > 0
                        && history.day(0) < start
                        && products(history, start, end).anyMatch(known::get));
    }

    private static IntStream products(History history, int from, int until) {
        return IntStream.range(0, history.baskets())
                .filter(basket -> history.day(basket) >= from && history.day(basket) < until)
                .flatMap(basket -> IntStream.range(history.start(basket), history.end(basket)))
                .map(history::product);
    }
}
