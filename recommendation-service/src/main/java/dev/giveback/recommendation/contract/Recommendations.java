package dev.giveback.recommendation.contract;

import dev.giveback.recommendation.domain.Fact;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.explain.Explanations;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.BoughtBefore;
import dev.giveback.recommendation.v1.GoesWith;
import dev.giveback.recommendation.v1.InCategory;
import dev.giveback.recommendation.v1.PopularNow;
import dev.giveback.recommendation.v1.Reason;
import dev.giveback.recommendation.v1.SimilarCustomersBought;
import dev.giveback.recommendation.v1.SoldYearAgo;
import dev.giveback.recommendation.v1.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was recommended in one program, in the words of the contract. */
public final class Recommendations {
    private static final int PPM = 1_000_000;

    private final PurchaseModel model;
    private final Products products;

    /** Those of a program, with the names that its catalogue has now. */
    public Recommendations(LiveShop shop) {
        model = shop.model();
        products = new Products(shop.program(), shop.currencyCode());
    }

    /**
     * A list, in its order.
     *
     * @param withEntries whether the catalogue's entries are given too
     */
    public List<dev.giveback.recommendation.v1.Recommendation> list(List<Recommendation> list, boolean withEntries) {
        List<dev.giveback.recommendation.v1.Recommendation> published = new ArrayList<>(list.size());
        for (Recommendation one : list) {
            published.add(one(one, ppm(one.score(), list.getFirst().score()), withEntries));
        }
        return published;
    }

    private static int ppm(double score, double first) {
        return first > 0 ? Math.toIntExact(Math.round(PPM * (score / first))) : PPM;
    }

    private dev.giveback.recommendation.v1.Recommendation one(Recommendation one, int ppm, boolean withEntries) {
        dev.giveback.recommendation.v1.Recommendation.Builder published = bare(one.product(), ppm, withEntries)
                .setStrategy(strategy(one))
                .setExplanation(Explanations.of(one.facts(), this::displayName));
        for (Fact fact : one.facts()) {
            published.addReasons(reason(fact));
        }
        return published.build();
    }

    /** A product and its score alone. */
    public dev.giveback.recommendation.v1.Recommendation.Builder bare(String product, int ppm, boolean withEntries) {
        dev.giveback.recommendation.v1.Recommendation.Builder published =
                dev.giveback.recommendation.v1.Recommendation.newBuilder()
                        .setProduct(products.name(product))
                        .setScorePpm(ppm);
        @Nullable Product entry = withEntries ? model.product(product) : null;
        if (entry != null) {
            published.setEntry(products.published(entry));
        }
        return published;
    }

    /** A product's name for people: that of the catalogue, or its id. */
    public String displayName(String product) {
        @Nullable Product entry = model.product(product);
        return entry == null || entry.displayName().isEmpty() ? product : entry.displayName();
    }

    /** What speaks for it most, or unset when nothing does. */
    public static Strategy strategy(Recommendation one) {
        if (one.facts().isEmpty()) {
            return Strategy.STRATEGY_UNSPECIFIED;
        }
        return switch (one.strategy()) {
            case BUY_AGAIN -> Strategy.STRATEGY_BUY_AGAIN;
            case GOES_WITH -> Strategy.STRATEGY_GOES_WITH;
            case SIMILAR_CUSTOMERS -> Strategy.STRATEGY_SIMILAR_CUSTOMERS;
            case POPULAR_NOW -> Strategy.STRATEGY_POPULAR_NOW;
            case PREFERRED_CATEGORIES -> Strategy.STRATEGY_PREFERRED_CATEGORIES;
            case YEAR_AGO -> Strategy.STRATEGY_YEAR_AGO;
        };
    }

    private Reason reason(Fact fact) {
        Reason.Builder reason = Reason.newBuilder();
        switch (fact) {
            case Fact.BoughtBefore it -> reason.setBoughtBefore(bought(it));
            case Fact.GoesWith it -> reason.setGoesWith(goesWith(it));
            case Fact.SimilarCustomersBought it ->
                reason.setSimilarCustomers(SimilarCustomersBought.newBuilder()
                        .setCustomers(it.customers())
                        .setOfCustomers(it.ofCustomers()));
            case Fact.PopularNow it ->
                reason.setPopularNow(PopularNow.newBuilder().setSales(it.sold()));
            case Fact.InCategory it ->
                reason.setInCategory(InCategory.newBuilder()
                        .setCategory(it.category())
                        .setIsStated(it.stated())
                        .setSalesRank(it.salesRank()));
            case Fact.SoldAYearAgo it ->
                reason.setSoldYearAgo(SoldYearAgo.newBuilder().setSales(it.sold()));
        }
        return reason.build();
    }

    /** That it was bought before. */
    public static BoughtBefore bought(Fact.BoughtBefore it) {
        return BoughtBefore.newBuilder()
                .setTimes(it.times())
                .setUsualDays(it.everyDays())
                .setDaysAgo(it.daysAgo())
                .build();
    }

    private GoesWith goesWith(Fact.GoesWith it) {
        boolean inBasket = it.daysAgo() == Fact.GoesWith.IN_BASKET;
        return GoesWith.newBuilder()
                .setProduct(products.name(it.other()))
                .setInBasket(inBasket)
                .setDaysAgo(inBasket ? 0 : it.daysAgo())
                .build();
    }

    /** The resource name of a product. */
    public String name(String product) {
        return products.name(product);
    }
}
