package dev.giveback.recommendation.domain;

import java.util.Arrays;

/** What one customer bought, product by product. For one thread; the places are those of the tally of decayed frequency. */
final class Own {
    /** The decayed frequency of each product, and the places of the rest. */
    final Tally often = new Tally();

    private int[] times = new int[128];
    private int[] first = new int[128];
    private int[] last = new int[128];
    private float[] now = new float[128];
    private float[] latest = new float[128];
    private int[] yearAgo = new int[128];
    private int day;
    private int lastDay;

    void read(History history, int today, int known) {
        often.clear();
        day = today;
        lastDay = history.baskets() == 0 ? Integer.MIN_VALUE : history.day(history.baskets() - 1);
        for (int basket = 0; basket < history.baskets(); basket++) {
            int on = history.day(basket);
            int age = today - on;
            for (int row = history.start(basket); row < history.end(basket); row++) {
                if (history.product(row) < known) {
                    add(history.product(row), on, age);
                }
            }
        }
    }

    private void add(int product, int on, int age) {
        int before = often.size();
        int at = often.add(product, Decay.OWN.of(age));
        if (at == before) {
            fit(at);
            times[at] = 0;
            first[at] = on;
            now[at] = 0;
            latest[at] = 0;
            yearAgo[at] = 0;
        }
        times[at]++;
        last[at] = on;
        now[at] += Decay.OWN_NOW.of(age);
        latest[at] += Decay.OWN_LAST.of(age);
        int sinceYear = age - ShopTrends.YEAR;
        yearAgo[at] += sinceYear <= 7 && sinceYear > -35 ? 1 : 0;
    }

    private void fit(int at) {
        if (at == times.length) {
            times = Arrays.copyOf(times, at * 2);
            first = Arrays.copyOf(first, at * 2);
            last = Arrays.copyOf(last, at * 2);
            now = Arrays.copyOf(now, at * 2);
            latest = Arrays.copyOf(latest, at * 2);
            yearAgo = Arrays.copyOf(yearAgo, at * 2);
        }
    }

    boolean holds(int product) {
        return often.find(product) >= 0;
    }

    int times(int at) {
        return times[at];
    }

    /** Days since it was bought first. */
    int span(int at) {
        return day - first[at];
    }

    /** Days since it was bought last. */
    int age(int at) {
        return day - last[at];
    }

    float now(int at) {
        return now[at];
    }

    float latest(int at) {
        return latest[at];
    }

    int yearAgo(int at) {
        return yearAgo[at];
    }

    boolean inLastBasket(int at) {
        return last[at] == lastDay;
    }

    /** The mean days from one purchase of the product to the next, or NaN when there was one only. */
    float gap(int at) {
        return times[at] > 1 ? (last[at] - first[at]) / (times[at] - 1f) : Float.NaN;
    }
}
