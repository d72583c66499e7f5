package dev.giveback.loyalty.domain.pricing;

import java.util.List;
import java.util.function.IntPredicate;

/** Coupons for tests: each in a class of its own, of priority 0, for everything, until one thing is changed. */
record Offers(Offer offer) {
    static Offers coupon(String id, Benefit benefit) {
        return new Offers(new Offer(
                id,
                "",
                0,
                new CouponTerms("", benefit, Selection.ALL, "", "", 0, 0, id, 0, false, false),
                () -> true,
                line -> true));
    }

    private Offers with(CouponTerms terms) {
        return new Offers(new Offer(
                offer.couponId(),
                offer.campaign(),
                offer.campaignVersion(),
                terms,
                offer.orderCondition(),
                offer.lineCondition()));
    }

    Offers forProducts(String... products) {
        CouponTerms t = offer.terms();
        return with(new CouponTerms(
                t.title(),
                t.benefit(),
                new Selection(List.of(products), List.of(), List.of(), List.of()),
                "",
                "",
                t.minimumOrder(),
                t.maximumDiscount(),
                t.stackingClass(),
                t.priority(),
                t.isExclusive(),
                false));
    }

    Offers limits(long minimum, long maximum) {
        CouponTerms t = offer.terms();
        return with(new CouponTerms(
                t.title(),
                t.benefit(),
                t.selection(),
                "",
                "",
                minimum,
                maximum,
                t.stackingClass(),
                t.priority(),
                t.isExclusive(),
                false));
    }

    Offers stacking(String stackingClass, int priority, boolean exclusive) {
        CouponTerms t = offer.terms();
        return with(new CouponTerms(
                t.title(),
                t.benefit(),
                t.selection(),
                "",
                "",
                t.minimumOrder(),
                t.maximumDiscount(),
                stackingClass,
                priority,
                exclusive,
                false));
    }

    Offers of(String campaign, long version) {
        return new Offers(new Offer(
                offer.couponId(), campaign, version, offer.terms(), offer.orderCondition(), offer.lineCondition()));
    }

    Offers when(boolean orderCondition, IntPredicate lineCondition) {
        return new Offers(new Offer(
                offer.couponId(),
                offer.campaign(),
                offer.campaignVersion(),
                offer.terms(),
                () -> orderCondition,
                lineCondition));
    }
}
