package dev.giveback.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Snapshots;
import dev.giveback.recommendation.domain.Strategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The protocol gives the figures that were published for the real shop, and the service's own code is what is measured. */
final class RealShopTest {
    private static ShopFiles files;

    @BeforeAll
    static void read() throws IOException {
        files = ShopFiles.read(Path.of("../data/online-retail-ii"));
    }

    @Test
    void publishedFiguresAreReproduced() {
        Cut cut = Cut.of(files, LocalDate.parse("2011-10-03"), 28);
        Baselines baselines = new Baselines(cut);
        Scores popular = Scores.of(cut, baselines.mostPopular(), Mode.ALL);
        Scores popularNew = Scores.of(cut, baselines.mostPopular(), Mode.NEW);
        Scores own = Scores.of(cut, baselines.ownFrequency(), Mode.ALL);

        assertThat(popular.customers()).isEqualTo(1093);
        assertThat(popular.ndcg()).isCloseTo(0.109, within(0.0005));
        assertThat(popular.recall()).isCloseTo(0.043, within(0.0005));
        assertThat(popular.hit()).isCloseTo(0.559, within(0.0005));
        assertThat(popular.mrr()).isCloseTo(0.240, within(0.0005));
        assertThat(popularNew.ndcg()).isCloseTo(0.067, within(0.0005));
        assertThat(own.ndcg()).isCloseTo(0.312, within(0.001));
        assertThat(own.recall()).isCloseTo(0.154, within(0.0005));
    }

    @Test
    void theServiceCountsAsTheBaselinesDo() {
        Cut cut = Cut.of(files, LocalDate.parse("2011-08-29"), 28);
        Recommender recommender = new Recommender(cut.model(), cut.day());
        Method service = Method.strategy(recommender, Strategy.POPULAR_NOW);
        Method baseline = new Baselines(cut).mostPopular();

        for (String customer : cut.wanted().keySet()) {
            for (Mode mode : new Mode[] {Mode.ALL, Mode.NEW}) {
                assertThat(service.recommend(customer, mode)).isEqualTo(baseline.recommend(customer, mode));
            }
        }
    }

    @Test
    void theBlendBeatsWhatItIsMadeOf() {
        Cut cut = Cut.of(files, LocalDate.parse("2011-08-29"), 28);
        Recommender recommender = new Recommender(cut.model(), cut.day());
        Scores blend = Scores.of(cut, Method.blend(recommender), Mode.ALL);
        Scores own = Scores.of(cut, new Baselines(cut).ownFrequency(), Mode.ALL);

        assertThat(blend.over(own).mean()).isGreaterThan(0);
        assertThat(Scores.of(cut, Method.blend(recommender), Mode.NEW).ndcg())
                .isGreaterThan(Scores.of(cut, Method.strategy(recommender, Strategy.GOES_WITH), Mode.NEW)
                        .ndcg());
    }

    @Test
    void theRealModelIsTheSameAfterASnapshot() throws IOException {
        PurchaseModel model = Cut.of(files, LocalDate.parse("2011-10-03"), 28).model();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshots.write(model, bytes);

        assertThat(Snapshots.read(new ByteArrayInputStream(bytes.toByteArray())).digest())
                .isEqualTo(model.digest());
    }
}
