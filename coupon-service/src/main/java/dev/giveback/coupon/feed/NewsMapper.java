package dev.giveback.coupon.feed;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.loyalty.v1.CouponChange;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of the feed as news for campaigns, in their order. What concerns no campaign is left out: a message that only tells how
 * far the feed was read has no news.
 */
final class NewsMapper {
    private NewsMapper() {}

    static Map<CampaignId, List<CouponNews>> byCampaign(List<TailCouponChangesResponse> messages) {
        Map<CampaignId, List<CouponNews>> news = new LinkedHashMap<>();
        for (TailCouponChangesResponse message : messages) {
            CustomerId customer = CustomerId.parse(message.getCustomer());
            for (CouponChange change : message.getChangesList()) {
                CampaignId campaign = CampaignId.parse(change.getCampaign());
                Optional<Fate> fate = fate(change);
                if (customer != null && campaign != null && fate.isPresent()) {
                    news.computeIfAbsent(campaign, unseen -> new ArrayList<>())
                            .add(news(message, customer, change, fate.get()));
                }
            }
        }
        return news;
    }

    private static CouponNews news(
            TailCouponChangesResponse message, CustomerId customer, CouponChange change, Fate fate) {
        return new CouponNews(
                new FeedPosition(message.getTransaction(), message.getOrdering()),
                change.getCouponId(),
                customer.customer(),
                fromCustomer(change),
                fate,
                change.getCampaignVersion(),
                change.getCode(),
                Instant.ofEpochSecond(
                        change.getStartTime().getSeconds(),
                        change.getStartTime().getNanos()),
                change.getRedeemedBefore(),
                change.hasDiscount()
                        ? MoneyMapper.toMinor(
                                change.getDiscount(),
                                Currency.getInstance(change.getDiscount().getCurrencyCode()))
                        : 0);
    }

    /** Of a name that is none nothing can move, since nobody of that name has a place. */
    private static String fromCustomer(CouponChange change) {
        CustomerId from = CustomerId.parse(change.getFromCustomer());
        return from == null ? "" : from.customer();
    }

    private static Optional<Fate> fate(CouponChange change) {
        return switch (change.getKind()) {
            case COUPON_CHANGE_KIND_GRANTED -> Optional.of(Fate.GRANTED);
            case COUPON_CHANGE_KIND_REDEEMED -> Optional.of(Fate.REDEEMED);
            case COUPON_CHANGE_KIND_GIVEN_BACK -> Optional.of(Fate.GIVEN_BACK);
            case COUPON_CHANGE_KIND_REVOKED -> Optional.of(Fate.REVOKED);
            case COUPON_CHANGE_KIND_EXPIRED -> Optional.of(Fate.EXPIRED);
            case COUPON_CHANGE_KIND_MOVED -> Optional.of(Fate.MOVED);
            case COUPON_CHANGE_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
