package dev.giveback.coupon.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Money;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.loyalty.v1.CouponChange;
import dev.giveback.loyalty.v1.CouponChangeKind;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class NewsMapperTest {
    private static final String SUMMER = "programs/shop/campaigns/summer";

    private static TailCouponChangesResponse message(CouponChange.Builder... changes) {
        TailCouponChangesResponse.Builder message = TailCouponChangesResponse.newBuilder()
                .setTransaction(7)
                .setOrdering(3)
                .setCustomer("programs/shop/customers/ann");
        for (CouponChange.Builder change : changes) {
            message.addChanges(change);
        }
        return message.build();
    }

    private static CouponChange.Builder change(CouponChangeKind kind, String campaign) {
        return CouponChange.newBuilder()
                .setKind(kind)
                .setCouponId("c1")
                .setCampaign(campaign)
                .setCampaignVersion(2)
                .setCode("SUMMER")
                .setStartTime(Timestamp.newBuilder().setSeconds(9));
    }

    private static List<CouponNews> ofSummer(TailCouponChangesResponse... messages) {
        return Objects.requireNonNull(NewsMapper.byCampaign(List.of(messages)).get(CampaignId.parse(SUMMER)));
    }

    @Test
    void aMessageThatOnlyTellsHowFarTheFeedWasReadHasNoNews() {
        assertThat(NewsMapper.byCampaign(List.of(TailCouponChangesResponse.newBuilder()
                        .setTransaction(7)
                        .setResumeToken("7:0")
                        .build())))
                .isEmpty();
    }

    @Test
    void whatHappenedToACouponIsNewsOfItsCampaignAtItsPlaceInTheFeed() {
        Money pence = Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(1)
                .setNanos(500_000_000)
                .build();
        assertThat(ofSummer(message(
                        change(CouponChangeKind.COUPON_CHANGE_KIND_GRANTED, "programs/shop/campaigns/other"),
                        change(CouponChangeKind.COUPON_CHANGE_KIND_REDEEMED, SUMMER)
                                .setRedeemedBefore(true)
                                .setDiscount(pence))))
                .containsExactly(new CouponNews(
                        new FeedPosition(7, 3),
                        "c1",
                        "ann",
                        Fate.REDEEMED,
                        2,
                        "SUMMER",
                        Instant.ofEpochSecond(9),
                        true,
                        150));
    }

    @Test
    void aCouponThatMovedTellsWhoseItWas() {
        assertThat(ofSummer(message(change(CouponChangeKind.COUPON_CHANGE_KIND_MOVED, SUMMER)
                        .setFromCustomer("programs/shop/customers/guest"))))
                .containsExactly(new CouponNews(
                        new FeedPosition(7, 3),
                        "c1",
                        "ann",
                        "guest",
                        Fate.MOVED,
                        2,
                        "SUMMER",
                        Instant.ofEpochSecond(9),
                        false,
                        0));
    }
}
