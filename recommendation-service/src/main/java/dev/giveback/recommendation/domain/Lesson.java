package dev.giveback.recommendation.domain;

import java.util.Arrays;

/**
 * What trees learn from: candidates of the customers of one window, and which of them were bought.
 *
 * @param columns signals a row
 * @param signals rows one after another, NaN where there is nothing to tell
 * @param bought 1 for what the customer bought in the window, else 0
 * @param groups how many rows each customer has, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and large.
public record Lesson(int columns, float[] signals, float[] bought, int[] groups) {
    static Lesson of(Window window, Mode mode) {
        Draft draft = new Draft();
        Signals signals = new Signals();
        float[] table = new float[1 << 20];
        float[] bought = new float[1 << 14];
        int[] groups = new int[window.customers().length];
        int rows = 0;
        int size = 0;
        for (int i = 0; i < window.customers().length; i++) {
            int[] wanted = window.wanted(i, mode);
            Wish wish = Wish.any(window.shop().model, mode);
            draft.collect(window.shop(), window.customers()[i], wish);
            int found = 0;
            bought = fit(bought, rows + draft.size());
            for (int at = 0; at < draft.size(); at++) {
                boolean hit = Arrays.binarySearch(wanted, draft.product(at)) >= 0;
                bought[rows + at] = hit ? 1 : 0;
                found += hit ? 1 : 0;
            }
            if (found > 0) {
                signals.fill(window.shop(), draft, wish);
                table = fit(table, (rows + draft.size()) * Signal.COUNT);
                System.arraycopy(signals.table(), 0, table, rows * Signal.COUNT, draft.size() * Signal.COUNT);
                rows += draft.size();
                groups[size++] = draft.size();
            }
        }
        return new Lesson(
                Signal.COUNT,
                Arrays.copyOf(table, rows * Signal.COUNT),
                Arrays.copyOf(bought, rows),
                Arrays.copyOf(groups, size));
    }

    private static float[] fit(float[] values, int needed) {
        return needed <= values.length ? values : Arrays.copyOf(values, Math.max(needed, values.length * 2));
    }
}
