package dev.giveback.standalone;

import dev.giveback.recommendation.v1.ListBoughtTogetherResponse;
import dev.giveback.recommendation.v1.ListSimilarProductsResponse;
import dev.giveback.recommendation.v1.Offer;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.Recommendation;
import dev.giveback.recommendation.v1.SimilarProduct;
import dev.giveback.recommendation.v1.Strategy;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists of products, for people. */
final class RecommendText {
    private static final String STRATEGY = "STRATEGY_";
    private static final String BEST = "best";

    private RecommendText() {}

    static List<String> lines(String customer, RecommendResponse answer) {
        List<String> lines = new ArrayList<>();
        lines.add("For " + (customer.equals("-") ? "a visitor" : customer) + " as of " + answer.getAsOfDate() + ", "
                + words(answer.getPersonalization()) + ":");
        lines.addAll(table(
                answer.getRecommendationsList(),
                "nothing: the options leave none, or nothing is known of any product yet"));
        return lines;
    }

    static List<String> lines(ListBoughtTogetherResponse answer) {
        return table(answer.getRecommendationsList(), "nothing: there is no such product, or the options leave none");
    }

    private static List<String> table(List<Recommendation> recommendations, String none) {
        if (recommendations.isEmpty()) {
            return List.of("  " + none);
        }
        Table table = new Table(
                Column.text("product"),
                Column.text("name"),
                Column.number("score"),
                Column.text("by"),
                Column.text("because"));
        for (Recommendation next : recommendations) {
            table.row(
                    CatalogueText.id(next.getProduct()),
                    name(next),
                    score(next.getScorePpm()),
                    word(next.getStrategy()),
                    next.getExplanation());
        }
        return table.lines();
    }

    static List<String> lines(ListSimilarProductsResponse answer) {
        if (answer.getProductsCount() == 0) {
            return List.of("  nothing: nobody knows that product, or the options leave none");
        }
        Table table = new Table(
                Column.text("product"),
                Column.text("name"),
                Column.number("score"),
                Column.number("buyers"),
                Column.text("category"),
                Column.text("in common"));
        for (SimilarProduct next : answer.getProductsList()) {
            table.row(
                    CatalogueText.id(next.getRecommendation().getProduct()),
                    name(next.getRecommendation()),
                    score(next.getRecommendation().getScorePpm()),
                    score(next.getBuyersPpm()),
                    next.getCommonCategory(),
                    String.join(", ", next.getCommonTagsList()));
        }
        return table.lines();
    }

    static List<String> lines(RecommendOffersResponse answer) {
        if (answer.getOffersCount() == 0) {
            return List.of("  nothing: there is no campaign that this customer may have now");
        }
        Table table = new Table(
                Column.text("campaign"),
                Column.text("name"),
                Column.number("score"),
                Column.text("products"),
                Column.text("because"));
        for (Offer offer : answer.getOffersList()) {
            table.row(
                    CatalogueText.id(offer.getCampaign()),
                    offer.getDisplayName(),
                    score(offer.getScorePpm()),
                    offer.getProductsList().stream()
                            .map(product -> CatalogueText.id(product.getProduct()))
                            .collect(Collectors.joining(", ")),
                    offer.getExplanation());
        }
        return table.lines();
    }

    private static String name(Recommendation next) {
        return next.getEntry().getDisplayName();
    }

    /** Millionths as a number from 0 to 1. */
    static String score(long ppm) {
        return String.format(Locale.ROOT, "%.3f", ppm / 1e6);
    }

    /** A strategy as it is typed. */
    static String word(Strategy strategy) {
        return strategy == Strategy.STRATEGY_UNSPECIFIED || strategy == Strategy.UNRECOGNIZED
                ? ""
                : Printing.word(strategy, STRATEGY).replace('_', '-');
    }

    /** The strategy of this word. */
    static Strategy strategy(String word) {
        if (word.equals(BEST)) {
            return Strategy.STRATEGY_UNSPECIFIED;
        }
        List<String> words = new ArrayList<>(List.of(BEST));
        for (Strategy strategy : Strategy.values()) {
            if (!word(strategy).isEmpty() && word(strategy).equalsIgnoreCase(word.replace('_', '-'))) {
                return strategy;
            }
            words.add(word(strategy));
        }
        words.removeIf(String::isEmpty);
        throw Problem.usage("--strategy: \"" + word + "\" (expected: " + String.join(", ", words) + ")");
    }

    static String words(Personalization personalization) {
        return switch (personalization) {
            case PERSONALIZATION_PERSONAL -> "by what the customer bought";
            case PERSONALIZATION_NO_HISTORY -> "by what is popular, since no purchase is known";
            case PERSONALIZATION_OBJECTED ->
                "by what is popular, since the customer objects to personal recommendations";
            case PERSONALIZATION_HELD_OUT, PERSONALIZATION_HELD_OUT_NO_HISTORY ->
                "at random out of what is popular, since the customer is of the held-out share";
            case PERSONALIZATION_UNSPECIFIED, UNRECOGNIZED -> "by what is not told";
        };
    }
}
