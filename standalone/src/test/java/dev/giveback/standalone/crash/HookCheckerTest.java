package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker of webhooks finds what is wrong, and nothing in what is right. */
final class HookCheckerTest {
    private static final HookCall ONE = new HookCall("a", "ada", 1, 1, 2);
    private static final HookCall TWO = new HookCall("b", "ada", 2, 3, 4);

    private static List<String> problems(HookCall... calls) {
        return HookChecker.problems(List.of(calls), Map.of("ada", 2));
    }

    @Test
    void whatIsToldInOrderIsRightAndSoIsARepeat() {
        assertThat(problems(ONE, TWO)).isEmpty();
        assertThat(problems(ONE, TWO, new HookCall("a", "ada", 1, 5, 6))).isEmpty();
        assertThat(problems(new HookCall("a", "ada", 1, 0, HookCall.NEVER), ONE, TWO))
                .isEmpty();
    }

    @Test
    void whatNeverCameOrWasNeverAnsweredIsLost() {
        assertThat(problems(ONE)).containsExactly("ada/2 is lost");
        assertThat(problems(ONE, new HookCall("b", "ada", 2, 3, HookCall.NEVER)))
                .containsExactly("ada/2 is lost");
    }

    @Test
    void whatCameTooSoonIsFound() {
        assertThat(problems(new HookCall("a", "ada", 1, 1, 4), new HookCall("b", "ada", 2, 3, 5)))
                .containsExactly("ada/2 came before the one before was taken");
    }

    @Test
    void anIdThatChangedAndOneThatIsSharedAreFound() {
        assertThat(problems(ONE, TWO, new HookCall("c", "ada", 2, 5, 6))).containsExactly("ada/2 came with another id");
        assertThat(problems(ONE, new HookCall("a", "ada", 2, 3, 4))).containsExactly("two events have one id");
    }

    @Test
    void whatDidNotHappenIsFound() {
        assertThat(problems(ONE, TWO, new HookCall("c", "ada", 3, 5, 6)))
                .containsExactly("ada was told more than happened");
    }
}
