package dev.giveback.coupon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.Decision;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.v1.CampaignLimits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a campaign of many claims weighs. */
final class CampaignSnapshotTest {
    private static final CampaignId ID = new CampaignId("shop", "many");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int BATCHES = 100;
    private static final int BATCH = 1_000;

    @Test
    void aCustomerWithOnePlaceWeighsEightBytesAndAGrantedClaimNothing() {
        Campaign campaign =
                created(CampaignLimits.newBuilder().setPerCustomer(1).build());
        for (int batch = 0; batch < BATCHES; batch++) {
            campaign = granted(campaign, batch);
        }
        int bytes = CampaignSnapshotMapper.toProto(new RecordedCampaign(campaign, RecordedCampaign.NEW.chainHash()))
                .getSerializedSize();

        assertThat(campaign.live()).isEmpty();
        assertThat(campaign.places().size()).isEqualTo(BATCHES * BATCH);
        assertThat(bytes).isBetween(BATCHES * BATCH * 8, BATCHES * BATCH * 8 + 1_000);
    }

    private static Campaign created(CampaignLimits limits) {
        Definition definition = Definitions.of(
                dev.giveback.coupon.v1.Campaign.newBuilder()
                        .setName(ID.name())
                        .setLimits(limits)
                        .build(),
                0,
                0);
        Command create = new Command.CreateCampaign(new Request("1", 1, ""), definition, new Secret(new byte[32]));
        return Campaign.NEW.evolve(((Decision.Accepted) Campaign.NEW.decide(create, NOON)).event());
    }

    private static Campaign granted(Campaign campaign, int batch) {
        List<ClaimOrder> orders = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String customer = "customer-" + batch + "-" + i;
            orders.add(new ClaimOrder(ClaimId.of(ID, customer, "r"), customer, new Way.ByHand(), false, ""));
        }
        CampaignEvent claimed = Objects.requireNonNull(
                campaign.claim(orders, ZoneOffset.UTC, NOON).event(), "claims");
        Campaign next = campaign.evolve(claimed);
        List<String> ids = orders.stream().map(ClaimOrder::claimId).toList();
        return next.evolve(next.granted(ids, List.of(), NOON).orElseThrow());
    }
}
