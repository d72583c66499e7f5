package dev.giveback.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.Facts.CustomerFacts;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import dev.giveback.loyalty.domain.Facts.OrderFacts;
import dev.giveback.platform.rules.Compilation;
import dev.giveback.platform.rules.ConditionError;
import dev.giveback.platform.rules.PredicateCompiler;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionCompilerTest {
    /** Saturday, 26 November 2011, a quarter past one in the afternoon. */
    private static final Facts FACTS = new Facts(
            new OrderFacts(6_050, 7, 3, LocalDateTime.of(2011, 11, 26, 13, 15)),
            new CustomerFacts("gold", true, 4, 250),
            new LineFacts("TOY-17", "toys", 2, 1_990));

    private final AtomicInteger failures = new AtomicInteger();
    private final ConditionCompiler compiler = new ConditionCompiler(failures::incrementAndGet);

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
                "line.product == 'TOY-17'",
                "line.category == 'toys'",
                "line.quantity == 2",
                "line.amount == 1990",
            })
    void everyVariableHasItsValue(String expression) {
        assertThat(ofLine(expression).holds(FACTS)).isTrue();
        assertThat(ofLine("!(" + expression + ")").holds(FACTS)).isFalse();
        assertThat(failures).hasValue(0);
    }

    @Test
    void theVariablesAreThoseOfTheTable() {
        assertThat(FactVariable.values()).hasSize(14);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "customer.member || customer.member && false                   # true",
                "(customer.member || customer.member) && false                 # false",
                "!customer.member || true                                      # true",
                "order.quantity + 2 * 3 == 13                                  # true",
                "order.total > 100 ? customer.tier == 'x' : true               # false",
                "customer.tier in ['silver', 'gold']                           # true",
                "customer.tier in ['silver', 'iron']                           # false",
                "line.product.startsWith('TOY-') && !line.product.endsWith('8')# true",
                "line.product.contains('Y-1') && size(line.category) == 4      # true",
                "order.total >= 60.5 * 100.0                                   # true",
                "order.local_time.getMonth() == 10 && order.local_time.getDate() == 26 # true",
                "order.local_time >= timestamp('2011-11-25T00:00:00Z') && order.local_time < timestamp('2011-11-26T13:15:00Z')# false",
            })
    void operatorsBindAsCelSays(String expression, boolean holds) {
        assertThat(ofLine(expression).holds(FACTS)).isEqualTo(holds);
        assertThat(failures).hasValue(0);
    }

    @Test
    void theEmptyConditionAlwaysHolds() {
        assertThat(ofLine("")).isSameAs(Condition.ALWAYS);
        assertThat(ofOrder("")).isSameAs(Condition.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ordr.total > 3                     | line 1, column 1: undeclared reference to 'ordr'",
                "true && ordr.total > 3             | line 1, column 9: undeclared reference to 'ordr'",
                "order.totl > 3                     | line 1, column 1: undeclared reference to 'order.totl'",
                "order == 1                         | line 1, column 1: undeclared reference to 'order'",
                "order.total > 'a'                  | line 1, column 13: found no matching overload for '>' applied to '(int, string)'",
                "order.total                        | line 1, column 6: expected type 'bool' but found 'int'",
                "order.total >                      | line 1, column 14: unexpected end",
                "order.total > 3 extra              | line 1, column 17: unexpected 'extra'",
                "order.total.pence > 3              | line 1, column 12: type 'int' does not support field selection",
                "order.local_time > timestamp('x')  | line 1, column 30: 'x' is not a time such as 2011-11-25T00:00:00Z",
                "customer.tier in ['a', 1]          | line 1, column 24: expected type 'string' but found 'int'",
                "line.product.matches('a')          | line 1, column 21: undeclared reference to 'matches'",
                "dyn(1) == 'a'                      | line 1, column 4: undeclared reference to 'dyn'",
                "[1].exists(x, x > 0)               | line 1, column 11: undeclared reference to 'exists'",
                "has(order.total)                   | line 1, column 4: undeclared reference to 'has'",
            })
    void aMistakeIsNamedWithItsPlace(String expression, String message) {
        assertThat(errors(compiler.ofLine(expression)).getFirst()).hasToString(message);
    }

    @Test
    void linesAndCodePointsAreCounted() {
        assertThat(errors(compiler.ofLine("customer.member &&\n  customer.teir == 'x'")))
                .containsExactly(new ConditionError(2, 3, "undeclared reference to 'customer.teir'"));
        assertThat(errors(compiler.ofLine("'\uD83D\uDE00' == customer.tier && order.x == 1")))
                .containsExactly(new ConditionError(1, 25, "undeclared reference to 'order.x'"));
    }

    @Test
    void everyMistakeIsReportedButNoMoreThanTen() {
        assertThat(errors(compiler.ofLine("a == 1 || b == 1"))).hasSize(2);
        assertThat(errors(compiler.ofLine("x == 1" + " || x == 1".repeat(30)))).hasSize(10);
    }

    @Test
    void aBonusHasNoLine() {
        assertThat(errors(compiler.ofOrder("line.quantity > 1")))
                .containsExactly(new ConditionError(1, 1, "undeclared reference to 'line.quantity'"));
        assertThat(ofOrder("order.total > 1").holds(FACTS)).isTrue();
    }

    @Test
    void lengthAndDepthAreLimited() {
        String longest = "true" + " || true".repeat(124) + "    ";
        assertThat(longest).hasSize(PredicateCompiler.MAX_LENGTH);
        assertThat(ofLine(longest).holds(FACTS)).isTrue();
        assertThat(errors(compiler.ofLine(longest + " "))).hasSize(1);
        assertThat(errors(compiler.ofLine("(".repeat(200) + "true" + ")".repeat(200))))
                .isNotEmpty();
        assertThat(errors(compiler.ofLine("1" + "+1".repeat(200) + " == 1"))).isNotEmpty();
        assertThat(errors(compiler.ofLine("[".repeat(60) + "]".repeat(60) + " == []")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.total / 0 == 1",
                "order.total % (order.quantity - 7) == 0",
                "9223372036854775807 + order.total > 0",
                "-(-9223372036854775808 + 0 * order.total) > 0",
                "{'a': true}.b",
                "order.local_time == timestamp(line.product)",
                "order.local_time.getHours('Nowhere/City') == 1",
            })
    void anEvaluationThatFailsDoesNotHoldAndIsCounted(String expression) {
        assertThat(ofLine(expression).holds(FACTS)).isFalse();
        assertThat(failures).hasValue(1);
    }

    @Test
    void aConditionOnALineDoesNotHoldWithoutOne() {
        assertThat(ofLine("line.quantity > 0").holds(new Facts(FACTS.order(), FACTS.customer(), null)))
                .isFalse();
        assertThat(failures).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "\n", ")", "'", "\u0000", "\uD800", "{", "a.b.c.d", "1 1", "\"\\u00\"", "//", "`", "order."
            })
    void noTextMakesTheCompilerThrow(String expression) {
        assertThat(errors(compiler.ofLine(expression))).isNotEmpty();
    }

    private Condition ofLine(String expression) {
        return condition(compiler.ofLine(expression));
    }

    private Condition ofOrder(String expression) {
        return condition(compiler.ofOrder(expression));
    }

    private static Condition condition(Compilation<Condition> compilation) {
        if (compilation instanceof Compilation.Compiled<Condition> compiled) {
            return compiled.condition();
        }
        throw new AssertionError(compilation + " (expected: a condition)");
    }

    private static List<ConditionError> errors(Compilation<Condition> compilation) {
        if (compilation instanceof Compilation.Broken<Condition> broken) {
            return broken.errors();
        }
        throw new AssertionError(compilation + " (expected: errors)");
    }

    @ParameterizedTest
    @CsvSource({
        "order.weekday >= 6, false",
        "customer.tier == 'gold' && order.total > 1000, false",
        "line.category == 'toys', true",
        "order.weekday >= 6 || line.quantity > 2, true",
        "'', false",
    })
    void aConditionSaysWhetherItIsAboutALine(String expression, boolean isAboutLine) {
        Compilation<Condition> compilation = compiler.ofLine(expression);

        assertThat(compilation)
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(((Condition) compiled.condition()).isAboutLine())
                                .isEqualTo(isAboutLine));
    }
}
