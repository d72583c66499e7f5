package dev.giveback.recommendation.domain;

import java.util.List;

/**
 * A product that can stand for another.
 *
 * @param likeness 0 to 1: the mean of three likenesses, by category, words and buyers
 * @param commonCategory of both, or empty
 * @param commonTags that both have
 * @param buyers the cosine of the two sets of customers, 0 to 1
 */
public record Similar(String product, double likeness, String commonCategory, List<String> commonTags, double buyers) {
    public Similar {
        commonTags = List.copyOf(commonTags);
    }
}
