package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains of steps over events that are a kind, a version and a text. */
final class UpcastersTest {
    private record Event(String kind, int version, String text) {
        Event to(int next, String more) {
            return new Event(kind, next, text + more);
        }
    }

    private static Upcasters.Step<Event, String> step(String kind, int from, String more) {
        return new Upcasters.Step<>(kind, from, event -> event.to(from + 1, more));
    }

    private static Upcasters<Event, String> of(List<Upcasters.Step<Event, String>> steps) {
        return new Upcasters<>(Event::kind, Event::version, steps);
    }

    private final Upcasters<Event, String> upcasters =
            of(List.of(step("sold", 1, " b"), step("sent", 1, " x"), step("sold", 2, " c")));

    @Test
    void eachVersionTakesTheStepsThatItLacksInOrder() {
        assertThat(upcasters.upcast(new Event("sold", 1, "a"))).isEqualTo(new Event("sold", 3, "a b c"));
        assertThat(upcasters.upcast(new Event("sold", 2, "a"))).isEqualTo(new Event("sold", 3, "a c"));
        assertThat(upcasters.upcast(new Event("sent", 1, "a"))).isEqualTo(new Event("sent", 2, "a x"));
    }

    @Test
    void whatIsCurrentIsTheSameObject() {
        Event current = new Event("sold", 3, "a");
        Event neverChanged = new Event("gone", 1, "a");

        assertThat(upcasters.upcast(current)).isSameAs(current);
        assertThat(upcasters.upcast(neverChanged)).isSameAs(neverChanged);
        assertThat(upcasters.current("sold")).isEqualTo(3);
        assertThat(upcasters.current("gone")).isEqualTo(1);
    }

    @Test
    void aVersionFromTheFutureIsRefused() {
        assertThatThrownBy(() -> upcasters.upcast(new Event("sold", 4, "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version of sold: 4 (expected: 1 to 3; was it written by a later build?)");
        assertThatThrownBy(() -> upcasters.upcast(new Event("gone", 2, "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChainWithAGapIsNoChain() {
        assertThatThrownBy(() -> of(List.of(step("sold", 2, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step of sold from version 2 (expected: from 1)");
        assertThatThrownBy(() -> of(List.of(step("sold", 1, ""), step("sold", 1, ""))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStepThatDoesNotSayItsVersionIsABug() {
        Upcasters<Event, String> forgetful = of(List.of(new Upcasters.Step<>("sold", 1, event -> event)));

        assertThatThrownBy(() -> forgetful.upcast(new Event("sold", 1, "a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("led to 1 (expected: 2)");
    }
}
