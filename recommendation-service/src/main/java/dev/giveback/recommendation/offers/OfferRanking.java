package dev.giveback.recommendation.offers;

import java.util.Comparator;
import java.util.List;

/** Puts deals in the order of what they are worth to a customer. */
final class OfferRanking {
    private OfferRanking() {}

    /** A deal and its worth in minor units. */
    record Ranked(Deal deal, double worth) {}

    /** The best first, those of the same worth by id. */
    static List<Ranked> of(List<Deal> deals, List<Likely> likely) {
        return deals.stream()
                .map(deal -> new Ranked(deal, new Appraisal(deal, likely).worth()))
                .sorted(Comparator.comparingDouble(Ranked::worth)
                        .reversed()
                        .thenComparing(ranked -> ranked.deal().campaign()))
                .toList();
    }
}
