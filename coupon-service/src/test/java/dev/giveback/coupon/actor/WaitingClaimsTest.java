package dev.giveback.coupon.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.CampaignId;
import org.junit.jupiter.api.Test;

final class WaitingClaimsTest {
    private static final CampaignId SUMMER = new CampaignId("shop", "summer");
    private static final CampaignId WINTER = new CampaignId("shop", "winter");

    @Test
    void noMoreThanTheBoundWaitForOneCampaignAndOthersAreNotHeldUp() {
        WaitingClaims waiting = new WaitingClaims(2);

        assertThat(waiting.enter(SUMMER)).isTrue();
        assertThat(waiting.enter(SUMMER)).isTrue();
        assertThat(waiting.enter(SUMMER)).isFalse();
        assertThat(waiting.enter(WINTER)).isTrue();

        waiting.leave(SUMMER);
        assertThat(waiting.enter(SUMMER)).isTrue();
        assertThat(waiting.enter(SUMMER)).isFalse();
    }

    @Test
    void nothingIsKeptOfACampaignThatNobodyWaitsFor() {
        WaitingClaims waiting = new WaitingClaims(1);
        for (int i = 0; i < 1_000; i++) {
            CampaignId id = new CampaignId("shop", "c" + i);
            assertThat(waiting.enter(id)).isTrue();
            assertThat(waiting.enter(id)).isFalse();
            waiting.leave(id);
        }

        assertThat(waiting.campaigns()).isZero();
    }
}
