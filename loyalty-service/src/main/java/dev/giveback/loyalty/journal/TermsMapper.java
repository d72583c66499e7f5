package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredAmountOff;
import dev.giveback.journal.v1.StoredCouponTerms;
import dev.giveback.journal.v1.StoredFixedPrice;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.v1.DiscountScope;
import dev.giveback.loyalty.v1.FreeItem;
import dev.giveback.loyalty.v1.FreeShipping;
import dev.giveback.loyalty.v1.Gift;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.PointsMultiplier;

/** Terms of coupons between the domain and their stored form. */
final class TermsMapper {
    private TermsMapper() {}

    static StoredCouponTerms toProto(CouponTerms terms) {
        StoredCouponTerms.Builder stored = StoredCouponTerms.newBuilder()
                .setTitle(terms.title())
                .addAllIncludedProducts(terms.selection().includedProducts())
                .addAllIncludedCategories(terms.selection().includedCategories())
                .addAllExcludedProducts(terms.selection().excludedProducts())
                .addAllExcludedCategories(terms.selection().excludedCategories())
                .setLineCondition(terms.lineCondition())
                .setOrderCondition(terms.orderCondition())
                .setMinimumOrderMinor(terms.minimumOrder())
                .setMaximumDiscountMinor(terms.maximumDiscount())
                .setStackingClass(terms.stackingClass())
                .setPriority(terms.priority())
                .setExclusive(terms.isExclusive())
                .setReusableAfterCancel(terms.isReusable());
        put(terms.benefit(), stored);
        return stored.build();
    }

    private static void put(Benefit benefit, StoredCouponTerms.Builder stored) {
        switch (benefit) {
            case Benefit.PercentOff percent ->
                stored.setPercentOff(PercentOff.newBuilder()
                        .setBasisPoints(percent.basisPoints())
                        .setScope(scope(percent.scope())));
            case Benefit.AmountOff amount ->
                stored.setAmountOff(StoredAmountOff.newBuilder()
                        .setAmountMinor(amount.amount())
                        .setScope(scope(amount.scope())));
            case Benefit.FixedPrice fixed ->
                stored.setFixedPrice(StoredFixedPrice.newBuilder()
                        .setUnitPriceMinor(fixed.unitPrice())
                        .setMaxQuantity(fixed.maxQuantity()));
            case Benefit.FreeItem free ->
                stored.setFreeItem(
                        FreeItem.newBuilder().setQuantity(free.quantity()).setProduct(free.product()));
            case Benefit.FreeShipping free -> stored.setFreeShipping(FreeShipping.getDefaultInstance());
            case Benefit.PointsMultiplier multiplier ->
                stored.setPointsMultiplier(PointsMultiplier.newBuilder().setPercent(multiplier.percent()));
            case Benefit.Gift gift -> stored.setGift(gift(gift));
        }
    }

    static Gift gift(Benefit.Gift gift) {
        return Gift.newBuilder()
                .setProduct(gift.product())
                .setQuantity(gift.quantity())
                .build();
    }

    static Benefit.Gift gift(Gift stored) {
        return new Benefit.Gift(stored.getProduct(), stored.getQuantity());
    }

    static CouponTerms toDomain(StoredCouponTerms stored) {
        return new CouponTerms(
                stored.getTitle(),
                benefit(stored),
                new Selection(
                        stored.getIncludedProductsList(),
                        stored.getIncludedCategoriesList(),
                        stored.getExcludedProductsList(),
                        stored.getExcludedCategoriesList()),
                stored.getLineCondition(),
                stored.getOrderCondition(),
                stored.getMinimumOrderMinor(),
                stored.getMaximumDiscountMinor(),
                stored.getStackingClass(),
                stored.getPriority(),
                stored.getExclusive(),
                stored.getReusableAfterCancel());
    }

    private static Benefit benefit(StoredCouponTerms stored) {
        return switch (stored.getBenefitCase()) {
            case PERCENT_OFF ->
                new Benefit.PercentOff(
                        stored.getPercentOff().getBasisPoints(),
                        scope(stored.getPercentOff().getScope()));
            case AMOUNT_OFF ->
                new Benefit.AmountOff(
                        stored.getAmountOff().getAmountMinor(),
                        scope(stored.getAmountOff().getScope()));
            case FIXED_PRICE ->
                new Benefit.FixedPrice(
                        stored.getFixedPrice().getUnitPriceMinor(),
                        stored.getFixedPrice().getMaxQuantity());
            case FREE_ITEM ->
                new Benefit.FreeItem(
                        stored.getFreeItem().getQuantity(), stored.getFreeItem().getProduct());
            case FREE_SHIPPING -> new Benefit.FreeShipping();
            case POINTS_MULTIPLIER ->
                new Benefit.PointsMultiplier(stored.getPointsMultiplier().getPercent());
            case GIFT -> gift(stored.getGift());
            case BENEFIT_NOT_SET ->
                throw new IllegalArgumentException(
                        "benefit: none that this build knows (expected: one); was it written by a later version?");
        };
    }

    private static DiscountScope scope(Benefit.Scope scope) {
        return switch (scope) {
            case ORDER -> DiscountScope.DISCOUNT_SCOPE_ORDER;
            case LINE -> DiscountScope.DISCOUNT_SCOPE_LINE;
            case ITEM -> DiscountScope.DISCOUNT_SCOPE_ITEM;
        };
    }

    private static Benefit.Scope scope(DiscountScope stored) {
        return switch (stored) {
            case DISCOUNT_SCOPE_ORDER -> Benefit.Scope.ORDER;
            case DISCOUNT_SCOPE_LINE -> Benefit.Scope.LINE;
            case DISCOUNT_SCOPE_ITEM -> Benefit.Scope.ITEM;
            case DISCOUNT_SCOPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("scope: " + stored + " (expected: order, line or item)");
        };
    }
}
