package dev.giveback.platform.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler over facts that no service has: what it knows of them is what it is given. */
final class PredicateCompilerTest {
    private static final Weather SUNNY = new Weather(21, "south", true, Instant.parse("2011-11-26T13:15:00Z"));

    private final AtomicInteger failures = new AtomicInteger();
    private final PredicateCompiler<Weather> compiler =
            new PredicateCompiler<>(List.of(Sky.values()), sky -> sky != Sky.HIDDEN, failures::incrementAndGet);

    /** Facts. */
    private record Weather(long degrees, String wind, boolean dry, Instant seen) {}

    /** Its variables, one of each type. */
    private enum Sky implements Variable<Weather> {
        DEGREES("air.degrees", VariableType.WHOLE_NUMBER),
        WIND("air.wind", VariableType.TEXT),
        DRY("ground.dry", VariableType.TRUTH),
        SEEN("seen", VariableType.TIME),
        HIDDEN("cellar.degrees", VariableType.WHOLE_NUMBER);

        private final String name;
        private final VariableType type;

        Sky(String name, VariableType type) {
            this.name = name;
            this.type = type;
        }

        @Override
        public String qualifiedName() {
            return name;
        }

        @Override
        public VariableType type() {
            return type;
        }

        @Override
        public Object valueIn(Weather facts) {
            return switch (this) {
                case DEGREES, HIDDEN -> facts.degrees();
                case WIND -> facts.wind();
                case DRY -> facts.dry();
                case SEEN -> facts.seen();
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "air.degrees == 21",
                "air.wind.startsWith('so')",
                "ground.dry && air.degrees > 20",
                "seen >= timestamp('2011-11-26T00:00:00Z')"
            })
    void eachTypeHasItsValue(String expression) {
        assertThat(condition(expression).test(SUNNY)).isTrue();
        assertThat(failures).hasValue(0);
    }

    @Test
    void anEvaluationThatFailsDoesNotHoldAndIsCounted() {
        assertThat(condition("air.degrees / 0 == 1").test(SUNNY)).isFalse();
        assertThat(failures).hasValue(1);
    }

    @Test
    void whatCannotBeUsedIsNamedWholeAndWhatIsUnknownIsNot() {
        assertThat(compiler.compile("cellar.degrees > 1").problems())
                .containsExactly(new ConditionError(1, 1, "undeclared reference to 'cellar.degrees'"));
        assertThat(compiler.compile("roof.degrees > 1").problems())
                .containsExactly(new ConditionError(1, 1, "undeclared reference to 'roof'"));
    }

    @Test
    void aConditionCanBeConvertedAndErrorsStayWhatTheyAre() {
        assertThat(compiler.compile("ground.dry").map(dry -> dry.negate()).problems())
                .isEmpty();
        assertThat(compiler.compile("ground").map(dry -> dry.negate()).problems())
                .hasSize(1);
    }

    private Predicate<Weather> condition(String expression) {
        if (compiler.compile(expression) instanceof Compilation.Compiled<Predicate<Weather>> compiled) {
            return compiled.condition();
        }
        throw new AssertionError(expression + " (expected: a condition)");
    }
}
