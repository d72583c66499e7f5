package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that was written and read, or built again from the same events, is the same. */
final class SnapshotsTest {
    private static PurchaseModel again(PurchaseModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshots.write(model, bytes);
        return Snapshots.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static List<List<Recommendation>> answers(PurchaseModel model) {
        Recommender recommender = new Recommender(model, 500);
        List<List<Recommendation>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (Mode mode : Mode.values()) {
                answers.add(recommender.recommend(Request.of("customer-" + i, mode, 20)));
            }
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void itGoesOnWhereItWasCut(long seed) throws IOException {
        List<ShopEvent> events = RandomShop.events(seed, 2000);
        PurchaseModel whole = RandomShop.model(events);
        PurchaseModel half = again(RandomShop.model(events.subList(0, 1000)));
        assertThat(half.position()).isEqualTo("999");
        for (int i = 1000; i < events.size(); i++) {
            half.apply(events.get(i), String.valueOf(i));
        }

        assertThat(half.digest()).isEqualTo(whole.digest());
        assertThat(answers(half)).isEqualTo(answers(whole));
        assertThat(again(whole).digest()).isEqualTo(whole.digest());
    }

    @Test
    void theDigestSeesEachKindOfEvent() {
        List<ShopEvent> events = RandomShop.events(14, 500);
        PurchaseModel model = RandomShop.model(events);
        long before = model.digest();
        List<ShopEvent> more = List.of(
                new ShopEvent.Bought("customer-1", 300, List.of(new ShopEvent.Line("product-1", 1))),
                new ShopEvent.Bought("customer-1", 300, List.of(new ShopEvent.Line("product-1", 1))),
                new ShopEvent.TakenBack("customer-1", 300, new ShopEvent.Line("product-1", 1)),
                new ShopEvent.PreferencesStated("customer-1", List.of("new"), List.of(), Set.of()),
                new ShopEvent.PreferencesStated("customer-1", List.of("new"), List.of("old"), Set.of()),
                new ShopEvent.PreferencesStated("customer-1", List.of("old"), List.of("new"), Set.of()),
                new ShopEvent.PreferencesStated(
                        "customer-1", List.of("old"), List.of("new"), Set.of(Objection.PERSONAL_RECOMMENDATIONS)),
                new ShopEvent.Corrected("customer-1", 300, List.of(), 301, List.of(new ShopEvent.Line("product-2", 1))),
                new ShopEvent.ProductChanged(new Product("product-1", "", "new", List.of(), 5, true)),
                new ShopEvent.ProductChanged(new Product("product-1", "a", "new", List.of(), 5, true)),
                new ShopEvent.ProductChanged(new Product("product-1", "a", "new", List.of("b"), 5, true)),
                new ShopEvent.ProductChanged(new Product("product-1", "a", "new", List.of("b"), 5, false)),
                new ShopEvent.CustomersMerged("customer-1", "customer-2"),
                new ShopEvent.CustomerErased("customer-2"));
        for (ShopEvent event : more) {
            model.apply(event, model.position());
            assertThat(model.digest()).as("after %s", event).isNotEqualTo(before);
            before = model.digest();
        }
    }

    @Test
    void thePastIsTheModelOfEarlierEvents() {
        List<ShopEvent> bought = RandomShop.events(15, 1000).stream()
                .filter(event -> event instanceof ShopEvent.Bought)
                .toList();
        int day = 180;
        PurchaseModel past = RandomShop.model(bought).before(day);
        List<ShopEvent> earlier = bought.stream()
                .filter(event -> event instanceof ShopEvent.Bought it && it.day() < day)
                .toList();
        PurchaseModel expected = RandomShop.model(earlier);

        for (int i = 0; i < 30; i++) {
            Request request = Request.of("customer-" + i, Mode.ALL, 20);
            assertThat(new Recommender(past, day).recommend(request))
                    .isEqualTo(new Recommender(expected, day).recommend(request));
        }
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> Snapshots.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 1, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("snapshot version: 1 (expected: ");
    }
}
