package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineMultipliersTest {
    private static final List<Facts.LineFacts> LINES = List.of(
            new Facts.LineFacts("MUG", "kitchen", 2, 500),
            new Facts.LineFacts("BEAR", "toys", 1, 900),
            new Facts.LineFacts("BALL", "toys", 5, 100));
    private static final Facts ORDER = new Facts(
            new Facts.OrderFacts(1_500, 8, 3, LocalDateTime.of(2011, 11, 26, 13, 15)),
            new Facts.CustomerFacts("gold", true, 4, 250),
            null);

    private final List<Facts> asked = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Stacking.class)
    void theSameCountAsIfEachLineWereAskedForEachRule(Stacking stacking) {
        Multiplier saturday = new Multiplier("saturday", ofOrder(true), 150);
        Multiplier never = new Multiplier("never", ofOrder(false), 900);
        Multiplier toys = new Multiplier("toys", line -> isToy(line), 200);
        EarningRules rules = rules(stacking, List.of(never, saturday, toys));

        LineMultipliers multipliers = LineMultipliers.of(rules, ORDER);

        List<Multiplier> ofToys = switch (stacking) {
            case ADD -> List.of(saturday, toys);
            case FIRST -> List.of(saturday);
            case HIGHEST -> List.of(toys);
        };
        assertThat(LINES.stream().map(multipliers::of)).containsExactly(List.of(saturday), ofToys, ofToys);
    }

    @Test
    void aConditionThatLooksAtNoLineIsAskedOnceAnOrder() {
        EarningRules rules = rules(Stacking.HIGHEST, List.of(new Multiplier("saturday", ofOrder(true), 200)));

        LineMultipliers multipliers = LineMultipliers.of(rules, ORDER);
        LINES.forEach(multipliers::of);

        assertThat(asked).containsExactly(ORDER);
    }

    @Test
    void withoutARateNothingIsAsked() {
        EarningRules rules = new EarningRules(
                null,
                List.of(new Multiplier("saturday", ofOrder(true), 200)),
                Stacking.ADD,
                List.of(),
                0,
                0,
                null,
                List.of());

        assertThat(LineMultipliers.of(rules, ORDER).of(LINES.getFirst())).isEmpty();
        assertThat(asked).isEmpty();
    }

    private Condition ofOrder(boolean holds) {
        return Condition.ofOrder(facts -> {
            asked.add(facts);
            return holds;
        });
    }

    private static boolean isToy(Facts facts) {
        return facts.line() != null && facts.line().category().equals("toys");
    }

    private static EarningRules rules(Stacking stacking, List<Multiplier> multipliers) {
        return new EarningRules(new Rate(1, 100), multipliers, stacking, List.of(), 0, 0, null, List.of());
    }
}
