package dev.giveback.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedOffsetTest {

    @Test
    void itsTextIsReadBack() {
        FeedOffset offset = new FeedOffset(123, Long.MAX_VALUE);
        assertThat(offset).hasToString("123:9223372036854775807");
        assertThat(FeedOffset.parse(offset.toString())).isEqualTo(offset);
    }

    @Test
    void theTransactionComesBeforeTheOrdering() {
        assertThat(new FeedOffset(9, 500)).isLessThan(new FeedOffset(10, 1)).isGreaterThan(new FeedOffset(9, 499));
        assertThat(FeedOffset.START).isLessThan(new FeedOffset(0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1:", ":1", "-1:2", "1:2:3", "1:x", "99999999999999999999:1", "9999999999999999999:1"})
    void anyOtherTextIsRefused(String text) {
        assertThatThrownBy(() -> FeedOffset.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
