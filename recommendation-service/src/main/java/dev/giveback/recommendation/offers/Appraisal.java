package dev.giveback.recommendation.offers;

import java.util.Comparator;
import java.util.List;

/**
 * What a deal is worth to a customer: what it takes off what the customer is expected to buy, in minor units, less what its points would pay
 * otherwise. Each product that may be bought counts as one item, times its likelihood.
 */
final class Appraisal {
    private static final double BASIS_POINTS = 10_000;

    private final Deal deal;
    private final List<Likely> likely;
    private final List<Likely> eligible;

    /**
     * An appraisal.
     *
     * @param likely what the customer may buy, each product once
     */
    Appraisal(Deal deal, List<Likely> likely) {
        this.deal = deal;
        this.likely = likely;
        eligible = likely.stream().filter(deal::isFor).toList();
    }

    /** What of the likely products it is for, in their order: a gift or a free product itself. */
    static List<Likely> about(Deal deal, List<Likely> likely) {
        String product = switch (deal.benefit()) {
            case Benefit.Gift gift -> gift.product();
            case Benefit.FreeItem free -> free.product();
            case Benefit.PercentOff percent -> "";
            case Benefit.AmountOff amount -> "";
            case Benefit.FixedPrice fixed -> "";
            case Benefit.FreeShipping shipping -> "";
            case Benefit.MorePoints points -> "";
        };
        return likely.stream()
                .filter(one -> product.isEmpty() ? deal.isFor(one) : one.id().equals(product))
                .toList();
    }

    /** The worth, never negative. */
    double worth() {
        double spend = eligible.stream().mapToDouble(Likely::spend).sum();
        double off = off(spend) * reach(spend);
        double capped = deal.maximumMinor() > 0 ? Math.min((double) deal.maximumMinor(), off) : off;
        return Math.max(0, capped - deal.costMinor());
    }

    /** How far the customer is expected to come towards the minimum. */
    private double reach(double spend) {
        return deal.minimumMinor() == 0 ? 1 : Math.min(1, spend / deal.minimumMinor());
    }

    private double off(double spend) {
        return switch (deal.benefit()) {
            case Benefit.PercentOff percent -> spend * percent.basisPoints() / BASIS_POINTS;
            case Benefit.AmountOff amount ->
                amount.scope() == Benefit.Scope.ORDER
                        ? Math.min((double) amount.minor(), spend)
                        : offEach(amount.minor());
            case Benefit.FixedPrice fixed -> offDearest(fixed);
            case Benefit.FreeItem free -> offCheapest(free);
            // What shipping costs is not known; the maximum is what it may be worth.
            case Benefit.FreeShipping shipping -> spend > 0 ? deal.maximumMinor() : 0;
            // What points are earned is not known here.
            case Benefit.MorePoints points -> 0;
            case Benefit.Gift gift -> spend > 0 ? spendOn(gift.product(), likely) * gift.quantity() : 0;
        };
    }

    private double offEach(long minor) {
        return eligible.stream()
                .mapToDouble(one -> one.likelihood() * Math.min((double) minor, one.priceMinor()))
                .sum();
    }

    private double offDearest(Benefit.FixedPrice fixed) {
        return eligible.stream()
                .sorted(Comparator.comparingDouble(Likely::priceMinor)
                        .reversed()
                        .thenComparing(Likely::id))
                .limit(fixed.most() == 0 ? Long.MAX_VALUE : fixed.most())
                .mapToDouble(one -> one.likelihood() * Math.max(0, one.priceMinor() - fixed.unitMinor()))
                .sum();
    }

    private double offCheapest(Benefit.FreeItem free) {
        return free.product().isEmpty()
                ? eligible.stream()
                        .filter(one -> one.spend() > 0)
                        .sorted(Comparator.comparingDouble(Likely::priceMinor).thenComparing(Likely::id))
                        .limit(free.quantity())
                        .mapToDouble(Likely::spend)
                        .sum()
                : spendOn(free.product(), eligible);
    }

    private static double spendOn(String product, List<Likely> among) {
        return among.stream()
                .filter(one -> one.id().equals(product))
                .mapToDouble(Likely::spend)
                .sum();
    }
}
