package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PreferencesTest {
    private static Command.UpdatePreferences update(
            Scenario sue,
            @Nullable List<String> preferred,
            @Nullable List<String> avoided,
            @Nullable Set<Purpose> objections) {
        return new Command.UpdatePreferences(sue.request(), preferred, avoided, objections);
    }

    @Test
    void eachFieldIsReplacedWithoutTheOthers() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.when(update(sue, List.of("Candles"), null, null)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        sue.given(sue.enroll());
        sue.given(update(sue, List.of("Candles", "Bags"), null, null));
        sue.given(update(sue, null, List.of("Toys"), null));
        sue.given(update(sue, List.of("Bags"), null, Set.of(Purpose.PERSONAL_RECOMMENDATIONS)));

        assertThat(sue.customer().preferences())
                .isEqualTo(new Preferences(List.of("Bags"), List.of("Toys"), Set.of(Purpose.PERSONAL_RECOMMENDATIONS)));
    }

    @Test
    void nothingIsBothPreferredAndAvoidedWheneverItWasSaid() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.given(sue.enroll()).given(update(sue, List.of("Candles"), null, null));

        sue.when(update(sue, null, List.of("Bags", "Candles"), null)).thenRejected(Reason.INVALID_FIELD);
        sue.given(update(sue, List.of("Bags"), List.of("Candles"), null));

        assertThat(sue.customer().preferences())
                .isEqualTo(new Preferences(List.of("Bags"), List.of("Candles"), Set.of()));
    }

    @Test
    void aMergeJoinsThemAndKeepsEveryObjection() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.given(sue.enroll())
                .given(update(
                        sue,
                        List.of("Toys", "Bags"),
                        List.of("Candles", "Clocks"),
                        Set.of(Purpose.LEARNING_FROM_PURCHASES)));
        tom.given(tom.enroll())
                .given(update(
                        tom, List.of("Candles", "Bags"), List.of("Toys"), Set.of(Purpose.PERSONAL_RECOMMENDATIONS)));
        sue.given(new Command.BeginMerge(sue.request(), "tom", 100, null));
        assertThat(sue.customer().preferences()).isEqualTo(Preferences.NONE);
        Merge merge = Objects.requireNonNull(sue.customer().sagas().merge());
        tom.given(new Command.AbsorbCustomer(
                "sue", merge.attempt(), merge.begun(), Objects.requireNonNull(merge.estate())));

        assertThat(tom.customer().preferences())
                .isEqualTo(new Preferences(
                        List.of("Candles", "Bags"),
                        List.of("Toys", "Clocks"),
                        Set.of(Purpose.PERSONAL_RECOMMENDATIONS, Purpose.LEARNING_FROM_PURCHASES)));
    }

    @Test
    void joinedOnesAreNoMoreThanOneCanTell() {
        Preferences own = new Preferences(categories("own"), List.of(), Set.of());
        Preferences other = new Preferences(categories("other"), categories("none"), Set.of());

        Preferences joined = own.or(other);

        assertThat(joined.preferred()).isEqualTo(own.preferred());
        assertThat(joined.avoided()).hasSize(Preferences.MOST_CATEGORIES);
    }

    private static List<String> categories(String prefix) {
        return IntStream.range(0, Preferences.MOST_CATEGORIES)
                .mapToObj(i -> prefix + i)
                .toList();
    }

    @Test
    void anErasureTakesThemAway() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.given(sue.enroll()).given(update(sue, List.of("Candles"), null, null));
        sue.given(new Command.EraseCustomer(sue.request()));

        assertThat(sue.customer().preferences()).isEqualTo(Preferences.NONE);
        sue.when(update(sue, List.of("Bags"), null, null)).thenRejected(Reason.CUSTOMER_ERASED);
    }
}
