package dev.giveback.recommendation.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a candidate is recommended: by what is true of it, in the strategy that speaks most for it. */
final class Explanation {
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
        boolean[] tried = new boolean[Draft.STRATEGIES];
        for (Strategy next = loudest(at, tried); next != null; next = loudest(at, tried)) {
            tried[next.at()] = true;
            Fact fact = fact(next, draft.product(at));
            if (fact != null) {
                return Optional.of(new Recommendation(product, score, next, fact));
            }
        }
        return Optional.of(
                new Recommendation(product, score, Strategy.PREFERRED_CATEGORIES, new Fact.InTheCatalogue()));
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
            case SIMILAR_CUSTOMERS -> new Fact.SimilarCustomersBought(draft.circle.buyersOf(shop, product));
            case POPULAR_NOW -> new Fact.PopularNow(shop.trends.sold14[product]);
            case PREFERRED_CATEGORIES -> inCategory(shop.model.category(product));
            case YEAR_AGO -> new Fact.SoldAYearAgo(shop.trends.yearNext[product]);
        };
    }

    private Fact boughtBefore(int at) {
        float gap = draft.own.gap(at);
        return new Fact.BoughtBefore(draft.own.times(at), Float.isNaN(gap) ? 0 : Math.round(gap), draft.own.age(at));
    }

    private @Nullable Fact inCategory(int category) {
        String name = shop.model.categories.name(category);
        return name == null ? null : new Fact.InCategory(name, wish.prefers(category));
    }

    private @Nullable Fact goesWith(int product) {
        int other = -1;
        double most = 0;
        for (int inBasket : wish.basket) {
            double says = similarity(inBasket, product);
            if (says > most) {
                other = inBasket;
                most = says;
            }
        }
        boolean now = other >= 0;
        int asked = now ? 0 : draft.own.often.rank(Draft.ASKED);
        for (int i = 0; i < asked; i++) {
            int at = draft.own.often.best(i);
            double says = Math.min(1, draft.own.often.sum(at)) * similarity(draft.own.often.number(at), product);
            if (says > most) {
                other = draft.own.often.number(at);
                most = says;
            }
        }
        String name = other < 0 ? null : shop.model.products.name(other);
        return name == null ? null : new Fact.GoesWith(name, now ? -1 : draft.own.age(draft.own.often.find(other)));
    }

    private double similarity(int of, int product) {
        Neighbours neighbours = shop.neighbours(of, draft.scratch);
        for (int i = 0; i < neighbours.products().length; i++) {
            if (neighbours.products()[i] == product) {
                return neighbours.similarities()[i];
            }
        }
        return 0;
    }
}
