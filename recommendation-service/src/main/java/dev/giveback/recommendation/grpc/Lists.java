package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.contract.Recommendations;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.Strategy;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.ShownList;
import dev.giveback.recommendation.v1.ShownProduct;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who gets which list: the customer's own, that of a visitor, or one drawn at random for who is held out. */
final class Lists {
    private static final String VISITOR = "-";

    private final HeldOut heldOut;
    private final ListIds ids;

    Lists(HeldOut heldOut, ListIds ids) {
        this.heldOut = heldOut;
        this.ids = ids;
    }

    /** A call that was checked. */
    record Ask(LiveShop shop, Personalization personalization, Request request, boolean withEntries) {
        private boolean isDrawn() {
            return personalization == Personalization.PERSONALIZATION_HELD_OUT
                    || personalization == Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY;
        }
    }

    Ask ask(LiveShop shop, String customer, RecommendRequest call) {
        boolean isVisitor = customer.equals(VISITOR);
        Personalization own = ownOf(shop.model(), customer);
        Personalization personalization = isHeldOut(shop, customer) ? heldOutOf(own) : own;
        boolean isNobody = isVisitor || personalization == Personalization.PERSONALIZATION_OBJECTED;
        Request request = Filters.of(call.hasFilter(), call.getFilter(), shop)
                .request(
                        isNobody ? "" : customer,
                        mode(call),
                        call.getCount(),
                        strategy(call),
                        List.copyOf(Checks.productIds(call.getBasketProductIdsList(), "basket_product_ids")),
                        List.copyOf(Checks.categories(call.getPreferredCategoriesList(), "preferred_categories")),
                        isVisitor ? Set.of() : Set.copyOf(shop.model().avoidedCategories(customer)));
        return new Ask(shop, personalization, request, call.getIncludeEntries());
    }

    /** How far lists are a customer's own when nobody is held out. */
    static Personalization ownOf(PurchaseModel model, String customer) {
        if (customer.equals(VISITOR)) {
            return Personalization.PERSONALIZATION_NO_HISTORY;
        }
        if (objects(model, customer)) {
            return Personalization.PERSONALIZATION_OBJECTED;
        }
        return model.hasBought(customer)
                ? Personalization.PERSONALIZATION_PERSONAL
                : Personalization.PERSONALIZATION_NO_HISTORY;
    }

    /** What a customer's lists are who would get these but for being held out; told apart, so that like is compared with like. */
    private static Personalization heldOutOf(Personalization own) {
        return own == Personalization.PERSONALIZATION_PERSONAL
                ? Personalization.PERSONALIZATION_HELD_OUT
                : Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY;
    }

    private static boolean objects(PurchaseModel model, String customer) {
        return model.objects(customer, Objection.PERSONAL_RECOMMENDATIONS);
    }

    boolean isHeldOut(LiveShop shop, String customer) {
        return !customer.equals(VISITOR) && heldOut.holds(shop.program(), customer) && !objects(shop.model(), customer);
    }

    /** The answer when it costs microseconds. */
    Optional<RecommendResponse> kept(Ask ask) {
        return ask.isDrawn()
                ? Optional.empty()
                : ask.shop().recommender().kept(ask.request()).map(list -> response(ask, ids.next(), list));
    }

    /** The answer, whatever it costs. */
    RecommendResponse found(Ask ask) {
        String id = ids.next();
        List<Recommendation> list = ask.isDrawn()
                ? ask.shop().recommender().drawn(ask.request(), product -> HeldOut.order(id, product))
                : ask.shop().recommender().recommend(ask.request());
        return response(ask, id, list);
    }

    private static RecommendResponse response(Ask ask, String id, List<Recommendation> list) {
        ShownList.Builder shown = ShownList.newBuilder().setListId(id).setPersonalization(ask.personalization());
        for (Recommendation one : list) {
            shown.addProducts(
                    ShownProduct.newBuilder().setProductId(one.product()).setStrategy(Recommendations.strategy(one)));
        }
        return RecommendResponse.newBuilder()
                .addAllRecommendations(new Recommendations(ask.shop()).list(list, ask.withEntries()))
                .setPersonalization(ask.personalization())
                .setShownList(shown)
                .setAsOfDate(
                        LocalDate.ofEpochDay(ask.shop().recommender().day()).toString())
                .build();
    }

    private static Mode mode(RecommendRequest call) {
        return switch (call.getMode()) {
            case MODE_UNSPECIFIED, MODE_ANY -> Mode.ALL;
            case MODE_ONLY_NEW -> Mode.NEW;
            case MODE_BUY_AGAIN -> Mode.AGAIN;
            case UNRECOGNIZED -> throw Checks.refused("mode", "must be one of the known values");
        };
    }

    private static Optional<Strategy> strategy(RecommendRequest call) {
        return switch (call.getStrategy()) {
            case STRATEGY_UNSPECIFIED -> Optional.empty();
            case STRATEGY_BUY_AGAIN -> Optional.of(Strategy.BUY_AGAIN);
            case STRATEGY_GOES_WITH -> Optional.of(Strategy.GOES_WITH);
            case STRATEGY_SIMILAR_CUSTOMERS -> Optional.of(Strategy.SIMILAR_CUSTOMERS);
            case STRATEGY_POPULAR_NOW -> Optional.of(Strategy.POPULAR_NOW);
            case STRATEGY_PREFERRED_CATEGORIES -> Optional.of(Strategy.PREFERRED_CATEGORIES);
            case STRATEGY_YEAR_AGO -> Optional.of(Strategy.YEAR_AGO);
            case UNRECOGNIZED -> throw Checks.refused("strategy", "must be one of the known values");
        };
    }
}
