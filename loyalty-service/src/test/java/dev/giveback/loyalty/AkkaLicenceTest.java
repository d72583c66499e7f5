package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

/** No Akka here asks for a licence key: those that do end the process after 15 minutes without one. */
final class AkkaLicenceTest {
    private static final String KEY = "akka.license-key";

    @Test
    void theDefaultConfigurationHasNoLicenceKey() {
        Config reference = ConfigFactory.defaultReference();

        // That it is there shows that it was Akka's configuration that was looked at.
        assertThat(reference.hasPath("akka.actor.provider")).isTrue();
        assertThat(asksForALicence(reference)).isFalse();
    }

    @Test
    void anEmptyKeyIsFoundToo() {
        assertThat(asksForALicence(ConfigFactory.parseString(KEY + " = \"\""))).isTrue();
        assertThat(asksForALicence(ConfigFactory.parseString(KEY + " = null"))).isTrue();
    }

    private static boolean asksForALicence(Config config) {
        return config.hasPathOrNull(KEY);
    }
}
