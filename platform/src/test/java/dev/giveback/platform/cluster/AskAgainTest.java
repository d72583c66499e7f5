package dev.giveback.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that are sent again, by a clock that the test turns. */
final class AskAgainTest {
    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<String> actor = kit.createTestProbe();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private AskAgain<String> question(Duration pause) {
        return new AskAgain<>(
                actor.ref(), kit.system().scheduler(), kit.system().executionContext(), pause);
    }

    @Test
    void itIsSentAgainAfterThePauseAndAfterTwiceThatUntilItEnds() {
        AskAgain<String> question = question(Duration.ofSeconds(1));
        assertThat(question.sent("buy")).isEqualTo("buy");
        time.expectNoMessageFor(Duration.ofMillis(990), actor);
        time.timePasses(Duration.ofMillis(20));
        actor.expectMessage("buy");
        time.expectNoMessageFor(Duration.ofMillis(1_950), actor);
        time.timePasses(Duration.ofMillis(100));
        actor.expectMessage("buy");
        question.end();
        time.expectNoMessageFor(Duration.ofMinutes(1), actor);
    }

    @Test
    void whatIsAnsweredAtOnceIsSentOnce() {
        AskAgain<String> question = question(Duration.ofSeconds(1));
        question.end();
        assertThat(question.sent("buy")).isEqualTo("buy");
        time.expectNoMessageFor(Duration.ofMinutes(1), actor);
    }

    @Test
    void inAClusterOfOneItIsSentOnce() {
        assertThat(question(Duration.ZERO).sent("buy")).isEqualTo("buy");
        time.expectNoMessageFor(Duration.ofMinutes(1), actor);
    }
}
