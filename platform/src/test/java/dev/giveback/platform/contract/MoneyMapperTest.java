package dev.giveback.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Money;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyMapperTest {
    @ParameterizedTest
    @CsvSource({
        "GBP, 0, 0, 0",
        "GBP, 12, 340000000, 1234",
        "GBP, 0, 10000000, 1",
        "GBP, 0, -10000000, -1",
        "GBP, -12, -340000000, -1234",
        "GBP, 92233720368547757, 990000000, 9223372036854775799",
        "JPY, 500, 0, 500",
        "JPY, 9223372036854775806, 0, 9223372036854775806",
        "KWD, 1, 234000000, 1234",
        "CLF, 1, 234500000, 12345",
    })
    void amountsAreExactBothWays(String code, long units, int nanos, long minor) {
        Currency currency = Currency.getInstance(code);
        Money money = money(code, units, nanos);

        assertThat(MoneyMapper.problem(money, currency)).isNull();
        assertThat(MoneyMapper.toMinor(money, currency)).isEqualTo(minor);
        assertThat(MoneyMapper.toMoney(minor, currency)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EUR | 1  | 0           | currency_code must be GBP",
                "''  | 1  | 0           | currency_code must be GBP",
                "GBP | 1  | -10000000   | units and nanos must have the same sign",
                "GBP | -1 | 10000000    | units and nanos must have the same sign",
                "GBP | 1  | 1           | GBP has 2 decimals; nanos must be a whole number of them",
                "GBP | 1  | 5000000     | GBP has 2 decimals; nanos must be a whole number of them",
                "GBP | 0  | 1000000000  | nanos must be between -999,999,999 and 999,999,999",
                "GBP | 0  | -2147483648 | nanos must be between -999,999,999 and 999,999,999",
                "GBP | 92233720368547758    | 0 | units are too large",
                "GBP | 9223372036854775807  | 0 | units are too large",
                "GBP | -9223372036854775808 | 0 | units are too large",
            })
    void whatIsNotAWholeNumberOfMinorUnitsIsExplained(String code, long units, int nanos, String problem) {
        Currency pounds = Currency.getInstance("GBP");
        Money money = money(code, units, nanos);

        assertThat(MoneyMapper.problem(money, pounds)).isEqualTo(problem);
        assertThatThrownBy(() -> MoneyMapper.toMinor(money, pounds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void yenHaveNoDecimals() {
        assertThat(MoneyMapper.problem(money("JPY", 1, 500_000_000), Currency.getInstance("JPY")))
                .isEqualTo("JPY has 0 decimals; nanos must be a whole number of them");
    }

    @Test
    void goldCannotBeCounted() {
        assertThat(MoneyMapper.hasMinorUnits(Currency.getInstance("XAU"))).isFalse();
        assertThat(MoneyMapper.hasMinorUnits(Currency.getInstance("JPY"))).isTrue();
    }

    private static Money money(String code, long units, int nanos) {
        return Money.newBuilder()
                .setCurrencyCode(code)
                .setUnits(units)
                .setNanos(nanos)
                .build();
    }
}
