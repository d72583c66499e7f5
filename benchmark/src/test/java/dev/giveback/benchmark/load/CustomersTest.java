package dev.giveback.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CustomersTest {
    @Test
    void uniformPicksReachEveryCustomerAndNoOther() {
        Customers customers = Customers.uniform(10);
        boolean[] seen = new boolean[11];
        for (int draw = 0; draw < 10_000; draw++) {
            seen[customers.pick()] = true;
        }

        assertThat(seen[0]).isFalse();
        for (int customer = 1; customer <= 10; customer++) {
            assertThat(seen[customer]).as("customer %s", customer).isTrue();
        }
    }

    @Test
    void zipfGivesEachCustomerItsShare() {
        Customers.Zipf customers = (Customers.Zipf) Customers.zipf(4, 2);
        double sum = 1 + 1 / 4.0 + 1 / 9.0 + 1 / 16.0;
        int[] hits = new int[5];
        int points = 1_000_000;
        for (int point = 0; point < points; point++) {
            hits[customers.at((double) point / points)]++;
        }

        assertThat(hits[0]).isZero();
        for (int customer = 1; customer <= 4; customer++) {
            double share = 1 / Math.pow(customer, 2) / sum;
            assertThat((double) hits[customer] / points)
                    .as("customer %s", customer)
                    .isCloseTo(share, within(1e-5));
        }
    }

    @Test
    void zipfPicksStayWithinTheCustomers() {
        Customers customers = Customers.zipf(1000, 1.1);
        for (int draw = 0; draw < 100_000; draw++) {
            assertThat(customers.pick()).isBetween(1, 1000);
        }
        assertThat(customers.count()).isEqualTo(1000);
    }

    @Test
    void thereMustBeACustomer() {
        assertThatThrownBy(() -> Customers.uniform(0)).hasMessage("customers: 0 (expected: >= 1)");
        assertThatThrownBy(() -> Customers.zipf(0, 2)).hasMessage("customers: 0 (expected: >= 1)");
    }
}
