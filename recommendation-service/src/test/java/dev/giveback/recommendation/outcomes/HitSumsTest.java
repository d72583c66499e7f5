package dev.giveback.recommendation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HitSumsTest {
    /** A customer: products shown, and hits. */
    private record Customer(int x, int y) {}

    private static HitSums sums(List<Customer> customers) {
        long x = 0;
        long y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Customer one : customers) {
            x += one.x;
            y += one.y;
            xx += (double) one.x * one.x;
            yy += (double) one.y * one.y;
            xy += (double) one.x * one.y;
        }
        return new HitSums(customers.size(), customers.size(), x, y, xx, yy, xy);
    }

    private static List<Customer> shoppers(Random random, int count, double probability) {
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Customers differ: some buy four times as readily as others, and some are shown much more.
            double own = probability * (0.4 + 1.2 * random.nextDouble());
            int x = 1 + (int) (30 * Math.pow(random.nextDouble(), 2));
            int y = 0;
            for (int product = 0; product < x; product++) {
                y += random.nextDouble() < own ? 1 : 0;
            }
            customers.add(new Customer(x, y));
        }
        return customers;
    }

    @Test
    void theRateIsHitsByProductsWhoeverHadThem() {
        assertThat(sums(List.of(new Customer(10, 5), new Customer(30, 1))).rate())
                .isEqualTo(6.0 / 40);
    }

    @Test
    void theIntervalIsThatOfTheResidualsCalculatedOneByOne() {
        Random random = new Random(11);
        for (int trial = 0; trial < 50; trial++) {
            List<Customer> customers = shoppers(random, 2 + random.nextInt(40), 0.3);
            double x = customers.stream().mapToInt(Customer::x).sum();
            double rate = customers.stream().mapToInt(Customer::y).sum() / x;
            double squares = 0;
            for (Customer one : customers) {
                double residual = one.y - rate * one.x;
                squares += residual * residual;
            }
            int n = customers.size();
            double mean = x / n;
            double variance = squares / (n - 1) / n / (mean * mean);
            assertThat(sums(customers).halfWidth()).isEqualTo(1.959963984540054 * Math.sqrt(variance), within(1e-9));
        }
    }

    @Test
    void theIntervalIsThatOfABootstrap() {
        Random random = new Random(12);
        List<Customer> customers = shoppers(random, 400, 0.2);
        double sum = 0;
        double squares = 0;
        int rounds = 3_000;
        for (int round = 0; round < rounds; round++) {
            List<Customer> again = new ArrayList<>();
            for (int i = 0; i < customers.size(); i++) {
                again.add(customers.get(random.nextInt(customers.size())));
            }
            double rate = sums(again).rate();
            sum += rate;
            squares += rate * rate;
        }
        double deviation = Math.sqrt(squares / rounds - Math.pow(sum / rounds, 2));
        assertThat(sums(customers).halfWidth() / (1.96 * deviation)).isBetween(0.93, 1.07);
    }

    @Test
    void theIntervalsCoverTheTruthAbout95TimesInAHundred() {
        Random random = new Random(13);
        int trials = 2_000;
        int rateCovered = 0;
        int gainCovered = 0;
        int tooNarrow = 0;
        for (int trial = 0; trial < trials; trial++) {
            HitSums personal = sums(shoppers(random, 300, 0.12));
            HitSums heldOut = sums(shoppers(random, 60, 0.05));
            rateCovered += Math.abs(personal.rate() - 0.12) <= personal.halfWidth() ? 1 : 0;
            gainCovered += Math.abs(personal.gainOver(heldOut) - 0.07) <= personal.gainHalfWidthOver(heldOut) ? 1 : 0;
            // The control: an interval that is a fifth narrower is caught.
            tooNarrow += Math.abs(personal.rate() - 0.12) <= personal.halfWidth() * 0.8 ? 1 : 0;
        }
        assertThat((double) rateCovered / trials).isBetween(0.93, 0.97);
        assertThat((double) gainCovered / trials).isBetween(0.925, 0.97);
        assertThat((double) tooNarrow / trials).isLessThan(0.93);
    }

    @Test
    void oneCustomerOrNoneSaysNothing() {
        HitSums one = sums(List.of(new Customer(10, 5)));
        HitSums none = sums(List.of());
        HitSums two = sums(List.of(new Customer(10, 5), new Customer(10, 1)));

        assertThat(one.rate()).isEqualTo(0.5);
        assertThat(one.halfWidth()).isZero();
        assertThat(none.rate()).isZero();
        assertThat(none.halfWidth()).isZero();
        assertThat(two.gainOver(none)).isZero();
        assertThat(two.gainOver(one)).isZero();
        assertThat(two.gainHalfWidthOver(one)).isZero();
        assertThat(two.halfWidth()).isPositive();
    }

    @Test
    void customersWhoAreAllTheSameHaveNoWidth() {
        assertThat(sums(List.of(new Customer(7, 3), new Customer(7, 3), new Customer(7, 3)))
                        .halfWidth())
                .isEqualTo(0, within(1e-9));
    }
}
