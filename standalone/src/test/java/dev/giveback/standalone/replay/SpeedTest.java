package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeedTest {
    private static final LocalDateTime NINE = LocalDateTime.parse("2010-01-02T09:00");

    @Test
    void xHundredLetsAHundredMinutesGoByInOne() {
        assertThat(Speed.parse("x100").after(NINE, NINE.plusMinutes(100))).isEqualTo(Duration.ofMinutes(1));
        assertThat(Speed.parse("x0.5").after(NINE, NINE.plusMinutes(1))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void maxWaitsForNothing() {
        assertThat(Speed.parse("max").after(NINE, NINE.plusYears(1))).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "100", "x", "x0", "x-1", "xNaN", "xInfinity"})
    void anythingElseIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> Speed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: max, or x and a number above 0");
    }
}
