package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small histories whose answer is known. */
final class LinearizabilityTest {
    private static Operation add(long from, long to, long points, long balance) {
        return new Operation("ADD", points, from, to, false, balance);
    }

    private static Operation look(long from, long to, long balance) {
        return new Operation("LOOK", 0, from, to, false, balance);
    }

    private static Operation refused(long from, long to, long points) {
        return new Operation("TAKE", -points, from, to, true, 0);
    }

    @Test
    void nothingAndOneAfterTheOtherAreInOrder() {
        assertThat(Linearizability.violated(List.of())).isEmpty();
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), look(3, 4, 5), add(5, 6, -2, 3))))
                .isEmpty();
    }

    @Test
    void whatWasAtOnceMayHaveHappenedInAnyOrder() {
        assertThat(Linearizability.violated(List.of(add(1, 10, 5, 12), add(1, 10, 7, 7), look(2, 9, 7), look(3, 9, 0))))
                .isEmpty();
    }

    @Test
    void aLookThatTellsAnOlderBalanceIsFound() {
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), look(3, 4, 0))))
                .contains("at most 1 of 2 can be put in an order:");
    }

    @Test
    void pointsThatWereSpentTwiceAreFound() {
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), add(3, 9, -5, 0), add(3, 9, -5, 0))))
                .isNotEmpty();
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), add(3, 9, -5, 0), refused(3, 9, 5))))
                .isEmpty();
    }

    @Test
    void aRefusalThoughThePointsWereThereIsFound() {
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), refused(3, 4, 5))))
                .isNotEmpty();
    }

    @Test
    void aLostChangeIsFoundByTheBalanceOfTheNext() {
        assertThat(Linearizability.violated(List.of(add(1, 2, 5, 5), add(3, 4, 7, 7))))
                .isNotEmpty();
    }

    @Test
    void aHistoryThatIsTooLongIsRefused() {
        List<Operation> looks = Collections.nCopies(65, look(1, 2, 0));
        assertThatThrownBy(() -> Linearizability.violated(looks)).hasMessageContaining("history: 65");
    }
}
