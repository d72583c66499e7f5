package dev.giveback.recommendation.grpc;

import static dev.giveback.recommendation.grpc.TestNode.customer;
import static dev.giveback.recommendation.grpc.TestNode.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent.PreferencesStated;
import dev.giveback.recommendation.domain.ShopEvent.ProductChanged;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.ProductFilter;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.Recommendation;
import dev.giveback.recommendation.v1.Strategy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The held-out share: who is of it, and what is drawn, reckoned again from the documents alone. */
final class HeldOutTest {
    private static final int CUSTOMERS = 10_000;

    private final TestNode node = TestNode.start(20);

    @AfterEach
    void stop() {
        node.close();
    }

    /** As a number without a sign, the way that docs/RECOMMENDATION.md tells. */
    private static BigInteger hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, 8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isHeldOut(String customer) {
        return hash("giveback-held-out/shop/" + customer)
                        .mod(BigInteger.valueOf(100))
                        .intValue()
                < 20;
    }

    @Test
    void theShareIsStableAndWithinTheBoundsOfChance() {
        for (int percent : new int[] {0, 1, 5, 50}) {
            HeldOut heldOut = new HeldOut(percent);
            long held = IntStream.range(0, CUSTOMERS)
                    .filter(i -> heldOut.holds("shop", "customer-" + i))
                    .count();
            double expected = CUSTOMERS * percent / 100.0;
            // Four standard deviations of the binomial distribution.
            double bound = 4 * Math.sqrt(expected * (1 - percent / 100.0));
            assertThat((double) held).isBetween(expected - bound, expected + bound);
        }
        HeldOut five = new HeldOut(5);
        HeldOut ten = new HeldOut(10);
        assertThat(IntStream.range(0, CUSTOMERS).mapToObj(i -> "customer-" + i).filter(id -> five.holds("shop", id)))
                .allMatch(id -> ten.holds("shop", id))
                .allMatch(id -> new HeldOut(5).holds("shop", id))
                .anyMatch(id -> !five.holds("other", id));
    }

    private void fill() {
        for (int i = 0; i < 260; i++) {
            node.apply(new ProductChanged(
                    new Product("p%03d".formatted(i), "", "c" + i % 10, List.of(), 100 + i, i % 7 != 0)));
            // Of the 260 the first are the most popular.
            for (int buyer = 0; buyer <= (260 - i) / 40; buyer++) {
                node.bought("buyer-" + buyer, 1 + i % 10, "p%03d".formatted(i));
            }
        }
        node.refresh();
    }

    private RecommendResponse recommend(RecommendRequest.Builder call) {
        return node.recommendations().recommend(call.build());
    }

    private static RecommendRequest.Builder ask(String customer) {
        return RecommendRequest.newBuilder().setCustomer(customer(customer));
    }

    private static String oneWho(boolean isHeldOut) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "customer-" + i)
                .filter(id -> isHeldOut(id) == isHeldOut)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> drawn(RecommendResponse response, List<String> popular, int count) {
        String list = response.getShownList().getListId();
        return popular.stream()
                .sorted(Comparator.comparing(id -> hash(list + "/" + id)))
                .limit(count)
                .map(TestNode::product)
                .toList();
    }

    private static List<String> listed(RecommendResponse response) {
        return response.getRecommendationsList().stream()
                .map(Recommendation::getProduct)
                .toList();
    }

    @Test
    void theDrawCanBeReckonedAgain() {
        fill();
        List<String> popular =
                node.recommendations().recommend(ask("-").setCount(100).build()).getRecommendationsList().stream()
                        .map(Recommendation::getProduct)
                        .toList();
        List<String> all = IntStream.range(0, 260)
                .filter(i -> i % 7 != 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -((260 - i) / 40))
                        .thenComparing(i -> i))
                .limit(200)
                .map("p%03d"::formatted)
                .toList();
        assertThat(popular)
                .isEqualTo(all.stream().limit(100).map(TestNode::product).toList());

        Set<List<String>> lists = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            RecommendResponse response = recommend(ask(oneWho(true)).setCount(12));
            assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY);
            assertThat(listed(response)).isEqualTo(drawn(response, all, 12));
            assertThat(response.getRecommendationsList()).allSatisfy(one -> {
                assertThat(one.getStrategy()).isEqualTo(Strategy.STRATEGY_POPULAR_NOW);
                assertThat(one.getScorePpm()).isEqualTo(1_000_000);
                int number =
                        Integer.parseInt(one.getProduct().substring(product("p").length()));
                assertThat(one.getReasonsList()).hasSize(1);
                assertThat(one.getReasons(0).getPopularNow().getSales()).isEqualTo(1 + (260 - number) / 40);
            });
            lists.add(listed(response));
        }
        assertThat(lists).hasSize(5);
    }

    @Test
    void filtersComeBeforeTheDraw() {
        fill();
        List<String> left = IntStream.range(0, 260)
                .filter(i -> i % 7 != 0 && i % 10 != 3 && i != 8)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -((260 - i) / 40))
                        .thenComparing(i -> i))
                .limit(200)
                .map("p%03d"::formatted)
                .toList();
        node.apply(new PreferencesStated(oneWho(true), List.of(), List.of("c3"), Set.of()));

        RecommendResponse response =
                recommend(ask(oneWho(true)).setMode(Mode.MODE_ONLY_NEW).addBasketProductIds("p008"));
        assertThat(listed(response)).isEqualTo(drawn(response, left, 10));
        RecommendResponse mixed = recommend(ask(oneWho(true))
                .setCount(100)
                .setFilter(ProductFilter.newBuilder().setMaxPerCategory(1)));
        assertThat(mixed.getRecommendationsCount()).isEqualTo(9);
    }

    @Test
    void thoseWithAHistoryAreToldFromThoseWithout() {
        fill();
        String held = oneWho(true);
        assertThat(recommend(ask(held)).getShownList().getPersonalization())
                .isEqualTo(Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY);
        node.bought(held, 1, "p001");

        RecommendResponse response = recommend(ask(held));
        assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_HELD_OUT);
        assertThat(response.getShownList().getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_HELD_OUT);
        assertThat(response.getRecommendationsList())
                .allMatch(one -> one.getStrategy() == Strategy.STRATEGY_POPULAR_NOW);
    }

    @Test
    void whoObjectsAndVisitorsAreNotInTheComparison() {
        fill();
        String held = oneWho(true);
        String other = oneWho(false);

        assertThat(taste(held)).isTrue();
        assertThat(taste(other)).isFalse();
        assertThat(taste("-")).isFalse();
        assertThat(recommend(ask(other)).getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_NO_HISTORY);
        assertThat(recommend(ask("-")).getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_NO_HISTORY);
        node.apply(new PreferencesStated(held, List.of(), List.of(), Set.of(Objection.PERSONAL_RECOMMENDATIONS)));
        assertThat(recommend(ask(held)).getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_OBJECTED);
        assertThat(taste(held)).isFalse();
    }

    private boolean taste(String customer) {
        return node.recommendations()
                .getTaste(GetTasteRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .build())
                .getIsHeldOut();
    }
}
