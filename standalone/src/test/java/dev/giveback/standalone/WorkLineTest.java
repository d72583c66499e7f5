package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.giveback.admin.v1.WorkProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How far a work is, in words. */
final class WorkLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final WorkLine line = new WorkLine("verify", new PrintStream(shown, true, StandardCharsets.UTF_8), false);

    private static WorkProgress progress(long done, long total, long seconds) {
        return WorkProgress.newBuilder()
                .setDone(done)
                .setTotal(total)
                .setUnit("events")
                .setElapsedTime(Duration.newBuilder().setSeconds(seconds))
                .setRemainingTime(Duration.newBuilder().setSeconds(29))
                .build();
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itTellsRateShareAndTimeLeft() {
        line.show(progress(5_000, 20_000, 10));

        assertThat(shown().strip()).isEqualTo("verify: 5,000 of 20,000 events, 25 %, 500/s, 30 s left");
    }

    @Test
    void whatIsDoneHasNoTimeLeft() {
        line.show(progress(20_000, 20_000, 10));

        assertThat(shown().strip()).isEqualTo("verify: 20,000 of 20,000 events, 100 %, 2,000/s");
    }

    @Test
    void whatTakesLessThanTwoSecondsSaysNothingAndOthersALineInFiveSeconds() {
        line.show(progress(1, 20_000, 1));
        line.show(progress(5_000, 20_000, 10));
        line.show(progress(6_000, 20_000, 12));

        assertThat(shown().lines().toList()).hasSize(1);
    }

    @Test
    void onATerminalThereIsABarThatIsWrittenOver() {
        try (WorkLine bar = new WorkLine("verify", new PrintStream(shown, true, StandardCharsets.UTF_8), true)) {
            bar.show(progress(5_000, 20_000, 10));
        }

        assertThat(shown())
                .startsWith("\rverify: [#####...............] 5,000 of 20,000 events, 25 %")
                .endsWith(" \r");
    }
}
