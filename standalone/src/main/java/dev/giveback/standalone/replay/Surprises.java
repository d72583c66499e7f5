package dev.giveback.standalone.replay;

import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.time.Duration;
import java.util.List;

/** Waits for a surprise, which is drawn a moment after the order and given a moment after the draw. */
final class Surprises {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int PAGE = 1_000;

    private final GatewayClient client;
    private final String campaign;

    Surprises(GatewayClient client, String campaign) {
        this.client = client;
        this.campaign = campaign;
    }

    /**
     * Waits until so many orders were drawn for and who won has the gift.
     *
     * @return how many orders were drawn for
     * @throws Problem if it takes longer
     */
    long awaitDraws(long orders, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long drawn = latest();
        while (drawn < orders || !areGiven(won())) {
            if (System.nanoTime() > end) {
                throw Problem.failed("the surprise was drawn for " + drawn + " of " + orders + " orders within "
                        + patience.toSeconds() + " seconds");
            }
            Thread.sleep(PAUSE);
            drawn = latest();
        }
        return drawn;
    }

    private long latest() {
        List<Draw> newest = list(ListDrawsRequest.newBuilder().setPageSize(1));
        return newest.isEmpty() ? 0 : newest.getFirst().getNumber();
    }

    private List<Draw> won() {
        return list(ListDrawsRequest.newBuilder().setPageSize(PAGE).addOutcomes(DrawOutcome.DRAW_OUTCOME_WON));
    }

    private List<Draw> list(ListDrawsRequest.Builder request) {
        return client.await(
                        client.campaigns().listDraws(request.setParent(campaign).build()))
                .getDrawsList();
    }

    private boolean areGiven(List<Draw> won) {
        return won.stream().allMatch(this::isGiven);
    }

    private boolean isGiven(Draw draw) {
        try {
            var coupon = client.await(client.coupons()
                    .getCoupon(GetCouponRequest.newBuilder()
                            .setCustomer(draw.getCustomer())
                            .setCouponId(
                                    draw.getClaim().substring(draw.getClaim().lastIndexOf('/') + 1))
                            .build()));
            return coupon.hasCoupon();
        } catch (Refused refused) {
            if (refused.reason().equals("COUPON_NOT_FOUND")) {
                return false;
            }
            throw refused;
        }
    }
}
