package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a candidate is recommended: by what is true of it, in the strategies that speak most for it. */
final class Explanation {
    /** Places of a category that are told. */
    private static final int RANKS = 10;

    private final Shop shop;
    private final Wish wish;
    private final Draft draft;
    private final Weights weights;

    Explanation(Shop shop, Wish wish, Draft draft, Weights weights) {
        this.shop = shop;
        this.wish = wish;
        this.draft = draft;
        this.weights = weights;
    }

    /** Nothing when the product was forgotten in the meantime. */
    Optional<Recommendation> of(int at, double score) {
        String product = shop.model.products.name(draft.product(at));
        if (product == null) {
            return Optional.empty();
        }
        Strategy most = Strategy.PREFERRED_CATEGORIES;
        List<Fact> facts = new ArrayList<>(Recommendation.MAX_FACTS);
        boolean[] tried = new boolean[Draft.STRATEGIES];
        for (Strategy next = loudest(at, tried);
                next != null && facts.size() < Recommendation.MAX_FACTS;
                next = loudest(at, tried)) {
            tried[next.at()] = true;
            // What counts for nothing is only told when there is nothing else.
            Fact fact = facts.isEmpty() || weights.of(next.at()) > 0 ? fact(next, draft.product(at)) : null;
            if (fact != null) {
                most = facts.isEmpty() ? next : most;
                facts.add(fact);
            }
        }
        return Optional.of(new Recommendation(product, score, most, facts));
    }

    private @Nullable Strategy loudest(int at, boolean[] tried) {
        Strategy loudest = null;
        double most = 0;
        for (Strategy strategy : Strategy.values()) {
            // A strategy without weight may explain what no other one speaks for.
            double says = (weights.of(strategy.at()) + 1e-6) * draft.score(strategy.at(), at);
            if (!tried[strategy.at()] && says > most) {
                loudest = strategy;
                most = says;
            }
        }
        return loudest;
    }

    private @Nullable Fact fact(Strategy strategy, int product) {
        return switch (strategy) {
            case BUY_AGAIN -> boughtBefore(draft.own.often.find(product));
            case GOES_WITH -> goesWith(product);
            case SIMILAR_CUSTOMERS -> similarBought(draft.circle.buyersOf(shop, product));
            case POPULAR_NOW -> new Fact.PopularNow(shop.trends.sold14[product]);
            case PREFERRED_CATEGORIES -> inCategory(product, shop.model.category(product));
            case YEAR_AGO -> new Fact.SoldAYearAgo(shop.trends.yearNext[product]);
        };
    }

    private Fact boughtBefore(int at) {
        float gap = draft.own.gap(at);
        return new Fact.BoughtBefore(draft.own.times(at), Float.isNaN(gap) ? 0 : Math.round(gap), age(at));
    }

    /** What was bought after the day that is counted from was bought today. */
    private int age(int at) {
        return Math.max(0, draft.own.age(at));
    }

    /** Nothing when they took it back meanwhile. */
    private @Nullable Fact similarBought(int customers) {
        return customers == 0 ? null : new Fact.SimilarCustomersBought(customers, draft.circle.size());
    }

    private @Nullable Fact inCategory(int product, int category) {
        String name = shop.model.categories.name(category);
        return name == null || !(wish.prefers(category) || isBoughtMost(category))
                ? null
                : new Fact.InCategory(name, wish.prefers(category), salesRank(product, category));
    }

    private boolean isBoughtMost(int category) {
        Tally bought = draft.taste.categories;
        int best = bought.rank(Draft.CATEGORIES);
        for (int i = 0; i < best; i++) {
            if (bought.number(bought.best(i)) == category) {
                return true;
            }
        }
        return false;
    }

    private int salesRank(int product, int category) {
        int[] best = shop.trends.inCategory(category);
        for (int i = 0; i < Math.min(best.length, RANKS); i++) {
            if (best[i] == product && shop.trends.sold14[product] > 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private @Nullable Fact goesWith(int product) {
        int at = draft.goesWith.find(product);
        String other = at < 0 ? null : shop.model.products.name(draft.partners().product(at));
        if (other == null) {
            return null;
        }
        return new Fact.GoesWith(
                other,
                draft.partners().isInBasket(at)
                        ? Fact.GoesWith.IN_BASKET
                        : age(draft.own.often.find(draft.partners().product(at))));
    }
}
