package dev.giveback.coupon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.Purchase;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of a surprise's condition: those of an earning bonus. */
final class SurpriseConditionsTest {
    /** Saturday, 26 November 2011, a quarter past one in the afternoon. */
    private static final Purchase.Facts FACTS =
            new Purchase.Facts(6_050, 7, 3, LocalDateTime.of(2011, 11, 26, 13, 15), "gold", true, 4, 250);

    private final AtomicInteger failures = new AtomicInteger();
    private final SurpriseConditions conditions = new SurpriseConditions(failures::incrementAndGet);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.total == 6050",
                "order.quantity == 7",
                "order.line_count == 3",
                "order.local_time == timestamp('2011-11-26T13:15:00Z')",
                "order.weekday == 6",
                "order.hour == 13",
                "customer.tier == 'gold'",
                "customer.member",
                "customer.order_count == 4",
                "customer.points == 250",
            })
    void everyVariableHasItsValue(String expression) {
        assertThat(conditions.errors(expression)).isEmpty();
        assertThat(conditions.of(expression).test(FACTS)).isTrue();
        assertThat(conditions.of("!(" + expression + ")").test(FACTS)).isFalse();
        assertThat(failures).hasValue(0);
    }

    @Test
    void theVariablesAreThoseOfTheTable() {
        assertThat(PurchaseVariable.values()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "order.totl > 3    | line 1, column 1: undeclared reference to 'order.totl'",
                "line.quantity > 1 | line 1, column 1: undeclared reference to 'line'",
                "order.total       | line 1, column 6: expected type 'bool' but found 'int'"
            })
    void aMistakeIsNamedWithItsPlaceAndNeverHolds(String expression, String message) {
        assertThat(conditions.errors(expression).getFirst()).hasToString(message);
        assertThat(conditions.of(expression).test(FACTS)).isFalse();
    }

    @Test
    void theEmptyConditionHoldsAndOneThatFailsDoesNot() {
        assertThat(conditions.of("").test(FACTS)).isTrue();
        assertThat(conditions.of("order.total / 0 == 1").test(FACTS)).isFalse();
        assertThat(failures).hasValue(1);
    }
}
