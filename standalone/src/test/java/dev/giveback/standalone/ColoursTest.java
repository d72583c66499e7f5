package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColoursTest {
    @Test
    void coloursAreOnATerminalUnlessNoColorIsSet() {
        assertThat(Colours.isWanted(null, true)).isTrue();
        assertThat(Colours.isWanted("", true)).isTrue();
        assertThat(Colours.isWanted("1", true)).isFalse();
        assertThat(Colours.isWanted(null, false)).isFalse();
    }

    @Test
    void theyCanBeAskedForAndForbidden() {
        assertThat(Colours.of("doctor", "--color", "always").bad("x")).isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(Colours.of("doctor", "--color=ALWAYS").good("x")).contains("\u001b[32m");
        assertThat(Colours.of("doctor", "--color=never").bad("x")).isEqualTo("x");
        assertThat(Colours.of("doctor").bad("x")).isEqualTo("x");
    }
}
