package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.access.AccessSettings;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.cluster.NodeMessageSerializer;
import dev.giveback.platform.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of each service that has several nodes: what they say to each other can be written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeMessagesTest {
    private final ActorSystem<Void> system = ActorSystem.create(
            Behaviors.empty(),
            "messages",
            ConfigFactory.parseString("akka.loglevel = WARNING, akka.logger-startup-timeout = 60s")
                    .withFallback(ConfigFactory.defaultReference()));

    @AfterAll
    void stop() {
        system.terminate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AccessSettings.RESOURCE,
                CouponSettings.RESOURCE,
                FeedbackSettings.RESOURCE,
                LoyaltySettings.RESOURCE
            })
    void everythingThatNodesSayToEachOtherCanBeWritten(String resource) {
        Config cluster = Settings.load(Map.of(), resource).toConfig().getConfig("giveback.cluster");

        assertThatCode(() -> NodeMessageSerializer.check(cluster, system)).doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeWrittenIsTold() {
        Config cluster = ConfigFactory.parseString("messages { thread = \"java.lang.Thread\" }, forms = []");

        assertThatThrownBy(() -> NodeMessageSerializer.check(cluster, system)).hasMessageContaining("Thread");
    }
}
