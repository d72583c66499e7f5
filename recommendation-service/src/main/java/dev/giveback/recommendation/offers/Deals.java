package dev.giveback.recommendation.offers;

import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.DiscountScope;
import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.recommendation.offers.Benefit.Scope;
import java.util.Currency;
import java.util.HashSet;

/** Campaigns as deals. */
final class Deals {
    private Deals() {}

    /**
     * The deal of a campaign.
     *
     * @param worth of its points at a checkout
     */
    static Deal of(Campaign campaign, PointsWorth worth) {
        CouponTerms terms = campaign.getTerms();
        long points = campaign.hasReward() ? campaign.getReward().getPointsPrice() : 0;
        return new Deal(
                campaign.getName().substring(campaign.getName().lastIndexOf('/') + 1),
                campaign.getDisplayName().isEmpty() ? terms.getTitle() : campaign.getDisplayName(),
                benefit(terms),
                new HashSet<>(terms.getIncludedProductsList()),
                new HashSet<>(terms.getIncludedCategoriesList()),
                new HashSet<>(terms.getExcludedProductsList()),
                new HashSet<>(terms.getExcludedCategoriesList()),
                minor(terms.getMinimumOrder()),
                minor(terms.getMaximumDiscount()),
                points,
                worth.of(points));
    }

    private static Benefit benefit(CouponTerms terms) {
        return switch (terms.getBenefitCase()) {
            case PERCENT_OFF -> new Benefit.PercentOff(terms.getPercentOff().getBasisPoints());
            case AMOUNT_OFF ->
                new Benefit.AmountOff(
                        minor(terms.getAmountOff().getAmount()),
                        scope(terms.getAmountOff().getScope()));
            case FIXED_PRICE ->
                new Benefit.FixedPrice(
                        minor(terms.getFixedPrice().getUnitPrice()),
                        terms.getFixedPrice().getMaxQuantity());
            case FREE_ITEM ->
                new Benefit.FreeItem(
                        terms.getFreeItem().getQuantity(), terms.getFreeItem().getProduct());
            case FREE_SHIPPING -> new Benefit.FreeShipping();
            case POINTS_MULTIPLIER ->
                new Benefit.MorePoints(terms.getPointsMultiplier().getPercent());
            case GIFT ->
                new Benefit.Gift(terms.getGift().getProduct(), terms.getGift().getQuantity());
            // Of a later contract: it counts nothing, and is offered last.
            case BENEFIT_NOT_SET -> new Benefit.PercentOff(0);
        };
    }

    private static Scope scope(DiscountScope scope) {
        return switch (scope) {
            case DISCOUNT_SCOPE_LINE -> Scope.LINE;
            case DISCOUNT_SCOPE_ITEM -> Scope.ITEM;
            case DISCOUNT_SCOPE_ORDER, DISCOUNT_SCOPE_UNSPECIFIED, UNRECOGNIZED -> Scope.ORDER;
        };
    }

    static long minor(Money money) {
        return money.getCurrencyCode().isEmpty()
                ? 0
                : MoneyMapper.toMinor(money, Currency.getInstance(money.getCurrencyCode()));
    }
}
