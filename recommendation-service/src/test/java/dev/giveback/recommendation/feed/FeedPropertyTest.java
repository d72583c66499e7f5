package dev.giveback.recommendation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.Snapshots;
import dev.giveback.recommendation.live.News;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in whatever order: a restart changes nothing, and the model holds what the shop's own books say. */
final class FeedPropertyTest {
    private static final int EVENTS = 1_500;

    private static PurchaseModel restarted(PurchaseModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshots.write(model, bytes);
        return Snapshots.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static PurchaseModel model(RandomJournal shop, Random restarts)
            throws UnreadableEventException, IOException {
        PurchaseModel model = new PurchaseModel();
        for (TailEventsResponse message : shop.journal.messages()) {
            News news = NewsMapper.of(message);
            for (ShopEvent event : news.events()) {
                model.apply(event, news.token());
            }
            if (restarts.nextInt(50) == 0) {
                model = restarted(model);
            }
        }
        return model;
    }

    private static List<List<Recommendation>> answers(PurchaseModel model) {
        Recommender recommender = new Recommender(model, RandomJournal.FIRST_DAY + 80);
        List<List<Recommendation>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (Mode mode : Mode.values()) {
                answers.add(recommender.recommend(Request.of("c" + i, mode, 10)));
            }
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restartsChangeNothingAndTheBooksAgree(long seed) throws Exception {
        RandomJournal shop = new RandomJournal(seed).write(EVENTS);
        PurchaseModel whole = model(shop, new Random() {
            @Override
            public int nextInt(int bound) {
                return 1;
            }
        });
        PurchaseModel cut = model(shop, new Random(seed));

        assertThat(cut.digest()).isEqualTo(whole.digest());
        assertThat(answers(cut)).isEqualTo(answers(whole));
        assertThat(whole.purchases()).isGreaterThan(100);
        assertThat(shop.asRecordedRight(whole.position()).digest()).isEqualTo(whole.digest());
    }
}
