package dev.giveback.coupon.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.actor.Watch.Declined;
import dev.giveback.coupon.actor.Watch.Unrecorded;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When answers of customers are recorded. */
final class WatchTest {
    private static final CampaignReply REPLY = new CampaignReply.Done();
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final Watch watch = new Watch();

    @Test
    void whatWasDeclinedIsRecordedAtOnceAndWhatWasGrantedWhenItIsTime() {
        watch.granted("a", REPLY);
        watch.declined("b", "INSUFFICIENT_POINTS", REPLY);
        Unrecorded first = watch.take();
        assertThat(first.granted()).isEmpty();
        assertThat(first.declined())
                .extracting(Declined::claim)
                .extracting("id")
                .containsExactly("b");
        watch.recorded(first);

        assertThat(watch.isGranted("a")).isTrue();
        watch.recordGrants();
        assertThat(watch.take().granted()).containsExactly("a");
        watch.granted("c", REPLY);
        assertThat(watch.take().granted()).isEmpty();
    }

    /** A campaign whose claims are granted within a millisecond would else run ahead of the clock. */
    @Test
    void muchThatWasGrantedIsRecordedAtOnce() {
        for (int i = 0; i < Watch.MAX_UNRECORDED; i++) {
            assertThat(watch.take().granted()).isEmpty();
            watch.granted("claim " + i, REPLY);
        }
        assertThat(watch.take().granted()).hasSize(Watch.MAX_UNRECORDED);
        assertThat(watch.unrecorded()).isZero();
    }

    @Test
    void aPauseIsOverAfterItsTimeAndWhenTheClockWasSetBack() {
        watch.pause("a", NOW);
        assertThat(watch.mayCall("a", NOW)).isFalse();
        assertThat(watch.mayCall("a", NOW.plusMillis(999))).isFalse();
        assertThat(watch.mayCall("a", NOW.plusSeconds(1))).isTrue();
        assertThat(watch.mayCall("a", NOW.minusSeconds(3_600))).isTrue();
    }

    @Test
    void aClaimThatIsMadeAnewIsNotGrantedByTheAnswerToTheEarlierOne() {
        watch.granted("a", REPLY);
        watch.renew("a");
        assertThat(watch.isGranted("a")).isFalse();
        assertThat(watch.mayCall("a", NOW)).isTrue();
        watch.recordGrants();
        assertThat(watch.take().granted()).isEmpty();
    }
}
