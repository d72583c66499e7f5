package dev.giveback.standalone.audit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Spreads a whole number over amounts: each part is rounded down, and what is missing goes to the largest remainders, ties to the earlier. */
final class LargestRemainder {
    private LargestRemainder() {}

    static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whole parts that add up to the whole; all zero when the amounts are. */
    static List<BigDecimal> spread(BigDecimal whole, List<BigDecimal> amounts) {
        BigDecimal sum = sum(amounts);
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        BigDecimal missing = whole;
        for (BigDecimal amount : amounts) {
            // The exact part is whole × amount / sum; kept as a whole number and a remainder over the same sum.
            BigDecimal[] division = sum.signum() == 0
                    ? new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO}
                    : whole.multiply(amount).divideAndRemainder(sum);
            parts.add(division[0]);
            remainders.add(division[1]);
            missing = missing.subtract(division[0]);
        }
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < amounts.size(); index++) {
            order.add(index);
        }
        order.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
        for (int index = 0; index < missing.intValueExact(); index++) {
            parts.set(order.get(index), parts.get(order.get(index)).add(BigDecimal.ONE));
        }
        return parts;
    }
}
