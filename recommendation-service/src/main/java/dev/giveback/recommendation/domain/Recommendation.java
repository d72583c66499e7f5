package dev.giveback.recommendation.domain;

import java.util.List;

/**
 * A product, how well it fits, and why.
 *
 * @param score not negative; how it relates to another score of the same answer tells how much better one is. By trees it is the odds that they tell,
 *     else what the blend says
 * @param strategy that spoke most for it; what nothing speaks for comes in as a product of the catalogue, by {@link Strategy#PREFERRED_CATEGORIES}
 * @param facts the weightiest first, at most {@link #MAX_FACTS}; none when nothing speaks for it
 */
public record Recommendation(String product, double score, Strategy strategy, List<Fact> facts) {
    /** Facts that are told. */
    public static final int MAX_FACTS = 3;

    public Recommendation {
        facts = List.copyOf(facts);
    }

    /** The weightiest fact; there must be one. */
    public Fact fact() {
        return facts.getFirst();
    }
}
