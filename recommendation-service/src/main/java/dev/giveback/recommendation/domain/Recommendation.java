package dev.giveback.recommendation.domain;

/**
 * A product, how well it fits, and why.
 *
 * @param score comparable within one answer only
 * @param strategy that spoke most for it
 */
public record Recommendation(String product, double score, Strategy strategy, Fact fact) {}
