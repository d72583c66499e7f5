package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.DiscountScope;
import dev.giveback.loyalty.v1.FixedPrice;
import dev.giveback.loyalty.v1.FreeItem;
import dev.giveback.loyalty.v1.FreeShipping;
import dev.giveback.loyalty.v1.Gift;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.PointsMultiplier;
import dev.giveback.platform.contract.MoneyMapper;
import java.util.Currency;
import java.util.List;

/** Terms of coupons between the domain and their published form. What breaks a rule of a single field is refused, naming it. */
final class TermsMapper {
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_TEXT_LENGTH = 64;

    private TermsMapper() {}

    /**
     * The terms as the domain knows them.
     *
     * @param field where they stand in the request
     */
    static dev.giveback.loyalty.domain.pricing.CouponTerms toDomain(
            CouponTerms terms, Currency currency, String field) {
        if (terms.getSerializedSize() > MAX_BYTES) {
            throw Checks.refused(field, "must have at most 8 KiB");
        }
        return new dev.giveback.loyalty.domain.pricing.CouponTerms(
                terms.getTitle(),
                benefit(terms, currency, field),
                new Selection(
                        names(terms.getIncludedProductsList(), field + ".included_products"),
                        names(terms.getIncludedCategoriesList(), field + ".included_categories"),
                        names(terms.getExcludedProductsList(), field + ".excluded_products"),
                        names(terms.getExcludedCategoriesList(), field + ".excluded_categories")),
                terms.getLineCondition(),
                terms.getOrderCondition(),
                terms.hasMinimumOrder()
                        ? Checks.price(terms.getMinimumOrder(), currency, field + ".minimum_order")
                                .minor()
                        : 0,
                terms.hasMaximumDiscount()
                        ? moreThanZero(terms.getMaximumDiscount(), currency, field + ".maximum_discount")
                        : 0,
                terms.getStackingClass(),
                terms.getPriority(),
                terms.getExclusive(),
                terms.getReusableAfterCancel());
    }

    private static List<String> names(List<String> names, String field) {
        for (int i = 0; i < names.size(); i++) {
            Checks.text(names.get(i), 1, MAX_TEXT_LENGTH, field + "[" + i + "]");
        }
        return names;
    }

    private static long moreThanZero(com.google.type.Money money, Currency currency, String field) {
        long minor = Checks.price(money, currency, field).minor();
        if (minor == 0) {
            throw Checks.refused(field, "must be more than zero");
        }
        return minor;
    }

    private static Benefit benefit(CouponTerms terms, Currency currency, String field) {
        return switch (terms.getBenefitCase()) {
            case PERCENT_OFF ->
                new Benefit.PercentOff(
                        terms.getPercentOff().getBasisPoints(),
                        scope(terms.getPercentOff().getScope(), field));
            case AMOUNT_OFF ->
                new Benefit.AmountOff(
                        moreThanZero(terms.getAmountOff().getAmount(), currency, field + ".amount_off.amount"),
                        scope(terms.getAmountOff().getScope(), field));
            case FIXED_PRICE ->
                new Benefit.FixedPrice(
                        Checks.price(terms.getFixedPrice().getUnitPrice(), currency, field + ".fixed_price.unit_price")
                                .minor(),
                        terms.getFixedPrice().getMaxQuantity());
            case FREE_ITEM ->
                new Benefit.FreeItem(
                        terms.getFreeItem().getQuantity(), terms.getFreeItem().getProduct());
            case FREE_SHIPPING -> new Benefit.FreeShipping();
            case POINTS_MULTIPLIER ->
                new Benefit.PointsMultiplier(terms.getPointsMultiplier().getPercent());
            case GIFT ->
                new Benefit.Gift(terms.getGift().getProduct(), terms.getGift().getQuantity());
            case BENEFIT_NOT_SET -> throw Checks.refused(field + ".benefit", "must be one that this version knows");
        };
    }

    private static Benefit.Scope scope(DiscountScope scope, String field) {
        return switch (scope) {
            case DISCOUNT_SCOPE_UNSPECIFIED, DISCOUNT_SCOPE_ORDER -> Benefit.Scope.ORDER;
            case DISCOUNT_SCOPE_LINE -> Benefit.Scope.LINE;
            case DISCOUNT_SCOPE_ITEM -> Benefit.Scope.ITEM;
            case UNRECOGNIZED -> throw Checks.refused(field + ".scope", "must be one that this version knows");
        };
    }

    static CouponTerms toProto(dev.giveback.loyalty.domain.pricing.CouponTerms terms, Currency currency) {
        CouponTerms.Builder published = CouponTerms.newBuilder()
                .setTitle(terms.title())
                .addAllIncludedProducts(terms.selection().includedProducts())
                .addAllIncludedCategories(terms.selection().includedCategories())
                .addAllExcludedProducts(terms.selection().excludedProducts())
                .addAllExcludedCategories(terms.selection().excludedCategories())
                .setLineCondition(terms.lineCondition())
                .setOrderCondition(terms.orderCondition())
                .setStackingClass(terms.stackingClass())
                .setPriority(terms.priority())
                .setExclusive(terms.isExclusive())
                .setReusableAfterCancel(terms.isReusable());
        if (terms.minimumOrder() > 0) {
            published.setMinimumOrder(MoneyMapper.toMoney(terms.minimumOrder(), currency));
        }
        if (terms.maximumDiscount() > 0) {
            published.setMaximumDiscount(MoneyMapper.toMoney(terms.maximumDiscount(), currency));
        }
        put(terms.benefit(), published, currency);
        return published.build();
    }

    private static void put(Benefit benefit, CouponTerms.Builder published, Currency currency) {
        switch (benefit) {
            case Benefit.PercentOff percent ->
                published.setPercentOff(PercentOff.newBuilder()
                        .setBasisPoints(percent.basisPoints())
                        .setScope(scope(percent.scope())));
            case Benefit.AmountOff amount ->
                published.setAmountOff(AmountOff.newBuilder()
                        .setAmount(MoneyMapper.toMoney(amount.amount(), currency))
                        .setScope(scope(amount.scope())));
            case Benefit.FixedPrice fixed ->
                published.setFixedPrice(FixedPrice.newBuilder()
                        .setUnitPrice(MoneyMapper.toMoney(fixed.unitPrice(), currency))
                        .setMaxQuantity(fixed.maxQuantity()));
            case Benefit.FreeItem free ->
                published.setFreeItem(
                        FreeItem.newBuilder().setQuantity(free.quantity()).setProduct(free.product()));
            case Benefit.FreeShipping free -> published.setFreeShipping(FreeShipping.getDefaultInstance());
            case Benefit.PointsMultiplier multiplier ->
                published.setPointsMultiplier(PointsMultiplier.newBuilder().setPercent(multiplier.percent()));
            case Benefit.Gift gift -> published.setGift(gift(gift));
        }
    }

    static Gift gift(Benefit.Gift gift) {
        return Gift.newBuilder()
                .setProduct(gift.product())
                .setQuantity(gift.quantity())
                .build();
    }

    private static DiscountScope scope(Benefit.Scope scope) {
        return switch (scope) {
            case ORDER -> DiscountScope.DISCOUNT_SCOPE_ORDER;
            case LINE -> DiscountScope.DISCOUNT_SCOPE_LINE;
            case ITEM -> DiscountScope.DISCOUNT_SCOPE_ITEM;
        };
    }
}
