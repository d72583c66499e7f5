package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of loyalty-service's feeds are listed, and can be paused. */
final class PausedFeedsTest {
    private static final long LONG_ENOUGH_MILLIS = 1_500;

    private MemoryLoyalty loyalty;
    private CampaignShop shop;

    @BeforeEach
    void open() throws Exception {
        loyalty = MemoryLoyalty.start();
        shop = new CampaignShop(loyalty);
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
        loyalty.close();
    }

    private Projection pause(String name, boolean paused) {
        return shop.coupons
                .node()
                .setProjectionPaused(SetProjectionPausedRequest.newBuilder()
                        .setProjection(name)
                        .setPaused(paused)
                        .build())
                .getProjection();
    }

    private Projection one(String name) {
        return shop
                .coupons
                .node()
                .listNodeProjections(ListNodeProjectionsRequest.getDefaultInstance())
                .getProjectionsList()
                .stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody holds its lock: whoever takes it next looks first whether they may read. */
    private void awaitRest(int lock) throws InterruptedException {
        Calls.until(() ->
                shop.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = " + lock) == 0);
    }

    private void create(Campaign.Builder campaign) {
        var unused = shop.coupons.campaigns().createCampaign(Calls.create(campaign));
    }

    private long redeemed() {
        return Calls.report(shop.coupons, shop.calls.summer()).getRedeemed();
    }

    @Test
    void aFeedThatIsPausedRestsOverARestartAndMissesNothing() throws Exception {
        create(Calls.publicCode(
                shop.calls.summer(), "SUMMER10", CampaignLimits.newBuilder().setTotal(8)));
        create(Calls.campaign(shop.lucky())
                .setSurprise(Surprise.newBuilder().setChanceBasisPoints(10_000))
                .setLimits(CampaignLimits.newBuilder().setTotal(50)));
        String coupon = shop.claim("anna", "SUMMER10");
        for (String name : new String[] {"campaigns", "orders"}) {
            assertThat(pause(name, true).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
        }
        awaitRest(8_172_001);
        awaitRest(8_172_002);

        loyalty.redeem(shop.calls.customer("anna"), coupon, 500);
        loyalty.order(shop.calls.customer("anna"), "o1", 1_000);
        Thread.sleep(LONG_ENOUGH_MILLIS);
        shop.restart();
        Thread.sleep(LONG_ENOUGH_MILLIS);
        assertThat(redeemed()).isZero();
        assertThat(shop.count("SELECT count(*) FROM coupon.campaign_draws")).isZero();
        assertThat(one("campaigns").getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);

        pause("campaigns", false);
        Calls.until(() -> redeemed() == 1);
        assertThat(shop.count("SELECT count(*) FROM coupon.campaign_draws")).isZero();
        pause("orders", false);
        Calls.until(() -> shop.count("SELECT count(*) FROM coupon.campaign_draws") == 1);
        Calls.until(() -> one("campaigns").getState() == ProjectionState.PROJECTION_STATE_RUNNING);
        Calls.until(() -> one("orders").getState() == ProjectionState.PROJECTION_STATE_RUNNING);
    }
}
