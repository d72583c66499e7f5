package dev.giveback.feedback.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutboxSettingsTest {
    private static OutboxSettings settings(Map<String, ?> more) {
        return OutboxSettings.from(Settings.load(more, "giveback-feedback").at("giveback.feedback"));
    }

    @Test
    void pausesDoubleUpToADay() {
        OutboxSettings settings = settings(Map.of());
        assertThat(settings.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.pauseAfter(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.pauseAfter(7)).isEqualTo(Duration.ofMinutes(64));
        assertThat(settings.pauseAfter(12)).isEqualTo(Duration.ofDays(1));
        assertThat(settings.pauseAfter(1_000)).isEqualTo(Duration.ofDays(1));
        assertThat(settings.longestTry()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void aCallThatCouldOutliveItsLeaseIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("giveback.feedback.outbox.lease", "12s")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("giveback.feedback.outbox.lease");
    }
}
