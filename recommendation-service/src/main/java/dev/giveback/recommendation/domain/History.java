package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What one customer bought: baskets by ascending day, each the products of one day.
 *
 * <p>A newer history shares the arrays of an older one, and only adds behind its end; whoever holds the older one does not look there. Units are
 * for the writer only, which changes them in place. About 8 bytes a product and basket, and 8 a basket.
 */
final class History {
    static final History EMPTY = new History(new int[0], new int[0], new int[0], new int[0], 0, 0);

    private final int[] days;
    private final int[] starts;
    private final int[] products;
    private final int[] units;
    private final int baskets;
    private final int size;

    private History(int[] days, int[] starts, int[] products, int[] units, int baskets, int size) {
        this.days = days;
        this.starts = starts;
        this.products = products;
        this.units = units;
        this.baskets = baskets;
        this.size = size;
    }

    int baskets() {
        return baskets;
    }

    /** The number of products over all baskets. */
    int size() {
        return size;
    }

    int day(int basket) {
        return days[basket];
    }

    int start(int basket) {
        return starts[basket];
    }

    int end(int basket) {
        return basket + 1 == baskets ? size : starts[basket + 1];
    }

    int product(int row) {
        return products[row];
    }

    /** For the writer only. */
    int units(int row) {
        return units[row];
    }

    /** The basket of that day, or one below 0 when there is none: the complement of where it would be. */
    int basket(int day) {
        return Arrays.binarySearch(days, 0, baskets, day);
    }

    /** The row of that product in that basket, or -1. */
    int row(int basket, int product) {
        for (int row = start(basket); row < end(basket); row++) {
            if (products[row] == product) {
                return row;
            }
        }
        return -1;
    }

    boolean holds(int day, int product) {
        int basket = basket(day);
        return basket >= 0 && row(basket, product) >= 0;
    }

    History plus(int day, int product, int more) {
        int basket = basket(day);
        if (basket >= 0) {
            int row = row(basket, product);
            if (row >= 0) {
                units[row] = (int) Math.min(Integer.MAX_VALUE, (long) units[row] + more);
                return this;
            }
            return basket + 1 == baskets
                    ? appended(baskets, day, product, more)
                    : inserted(basket, false, day, product, more);
        }
        return ~basket == baskets
                ? appended(baskets + 1, day, product, more)
                : inserted(~basket, true, day, product, more);
    }

    private History appended(int basketsThen, int day, int product, int more) {
        int[] days2 = fit(days, basketsThen);
        int[] starts2 = fit(starts, basketsThen);
        if (basketsThen > baskets) {
            days2[baskets] = day;
            starts2[baskets] = size;
        }
        int[] products2 = fit(products, size + 1);
        int[] units2 = fit(units, size + 1);
        products2[size] = product;
        units2[size] = more;
        return new History(days2, starts2, products2, units2, basketsThen, size + 1);
    }

    private static int[] fit(int[] values, int needed) {
        return needed <= values.length ? values : Arrays.copyOf(values, Math.max(needed, 2 + values.length * 3 / 2));
    }

    /** A late purchase, in arrays of its own. */
    private History inserted(int at, boolean opens, int day, int product, int more) {
        History copy = EMPTY;
        for (int basket = 0; basket <= baskets; basket++) {
            if (basket == at && opens) {
                copy = copy.plus(day, product, more);
            }
            if (basket < baskets) {
                copy = copy.plusBasket(this, basket, -1);
            }
            if (basket == at && !opens) {
                copy = copy.plus(day, product, more);
            }
        }
        return copy;
    }

    private History plusBasket(History other, int basket, int without) {
        History sum = this;
        for (int row = other.start(basket); row < other.end(basket); row++) {
            if (row != without) {
                sum = sum.appendedOn(other.days[basket], other.products[row], other.units[row]);
            }
        }
        return sum;
    }

    private History appendedOn(int day, int product, int more) {
        boolean opens = baskets == 0 || days[baskets - 1] != day;
        return appended(opens ? baskets + 1 : baskets, day, product, more);
    }

    /** What was bought before a day, in arrays of its own. */
    History before(int day) {
        int at = basket(day);
        int kept = at >= 0 ? at : ~at;
        int rows = kept == baskets ? size : starts[kept];
        return new History(
                Arrays.copyOf(days, kept),
                Arrays.copyOf(starts, kept),
                Arrays.copyOf(products, rows),
                Arrays.copyOf(units, rows),
                kept,
                rows);
    }

    /** The history when some units of that row are gone; the row is gone too when none are left. */
    History minus(int goneRow, int less) {
        if (units[goneRow] > less) {
            units[goneRow] -= less;
            return this;
        }
        History copy = EMPTY;
        for (int basket = 0; basket < baskets; basket++) {
            copy = copy.plusBasket(this, basket, goneRow);
        }
        return copy;
    }

    void write(DataOutputStream out) throws IOException {
        Snapshots.numbers(days, baskets, out);
        Snapshots.numbers(starts, baskets, out);
        Snapshots.numbers(products, size, out);
        Snapshots.numbers(units, size, out);
    }

    static History read(DataInputStream in) throws IOException {
        int[] days = Snapshots.numbers(in);
        int[] starts = Snapshots.numbers(in);
        int[] products = Snapshots.numbers(in);
        return new History(days, starts, products, Snapshots.numbers(in), days.length, products.length);
    }
}
