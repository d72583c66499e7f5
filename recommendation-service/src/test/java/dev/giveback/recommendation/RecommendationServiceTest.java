package dev.giveback.recommendation;

import static dev.giveback.recommendation.feed.ShopJournal.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.recommendation.feed.MemoryJournal;
import dev.giveback.recommendation.feed.ShopJournal;
import dev.giveback.recommendation.v1.GetModelRequest;
import dev.giveback.recommendation.v1.LearnModelRequest;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service over gRPC, on a real PostgreSQL, with a journal that the test writes. */
final class RecommendationServiceTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2011-10-03T12:00:00Z"));
    private static final int TODAY = 15_250;
    private static final AdminContext WHY = AdminContext.newBuilder()
            .setOperator("carol")
            .setReason("to compare")
            .build();
    private static int started;
    private static TestDatabase database;

    @TempDir
    private Path directory;

    private final ShopJournal journal = new ShopJournal()
            .program("shop", "Europe/London")
            .bought("anna", TODAY - 3, line("tea", 2, 250))
            .bought("bob", TODAY - 2, line("tea", 1, 250), line("cup", 1, 500));

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    private static Map<String, Object> settings(Path directory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("giveback.recommendation.database.url", database.jdbcUrl());
        settings.put("giveback.recommendation.database.user", database.user());
        settings.put("giveback.recommendation.database.password", database.password());
        settings.put("giveback.recommendation.snapshot-directory", directory.toString());
        settings.put("giveback.recommendation.learning", "off");
        settings.put("giveback.recommendation.held-out-percent", 0);
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        settings.put("giveback.platform.grpc.drain.limit", "1s");
        return settings;
    }

    private static final class Running implements AutoCloseable {
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final RecommendationService service;
        final ManagedChannel channel;

        Running(Path directory, MemoryJournal loyalty) {
            String name = "recommendation-" + ++started;
            service = RecommendationService.start(
                    RecommendationSettings.load(settings(directory)),
                    List.of(new Endpoint.InProcess(name)),
                    meters,
                    CLOCK,
                    loyalty.channel(),
                    loyalty.channel());
            channel = Channels.inProcess(name);
        }

        Running ready() throws InterruptedException {
            for (int i = 0; i < 2_000 && !service.isReady(); i++) {
                Thread.sleep(10);
            }
            assertThat(service.isReady()).isTrue();
            return this;
        }

        ModelServiceBlockingStub models() {
            return ModelServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        }

        Model model() {
            return models().getModel(GetModelRequest.newBuilder()
                            .setProgram("programs/shop")
                            .build())
                    .getModel();
        }

        RecommendResponse recommend(String customer) {
            return RecommendationServiceGrpc.newBlockingStub(channel)
                    .recommend(RecommendRequest.newBuilder()
                            .setCustomer("programs/shop/customers/" + customer)
                            .build());
        }

        List<RebuildModelResponse> rebuild() {
            List<RebuildModelResponse> messages = new ArrayList<>();
            models().rebuildModel(
                            RebuildModelRequest.newBuilder().setContext(WHY).build())
                    .forEachRemaining(messages::add);
            return messages;
        }

        @Override
        public void close() {
            channel.shutdownNow();
            service.close();
        }
    }

    @Test
    void itAnswersWhenItHasReadAndTellsWhatItKnows() throws Exception {
        try (MemoryJournal loyalty = MemoryJournal.of(journal);
                Running node = new Running(directory, loyalty).ready()) {
            assertThat(node.recommend("anna").getRecommendations(0).getProduct())
                    .isEqualTo("programs/shop/products/tea");
            Model model = node.model();
            assertThat(model.getCustomers()).isEqualTo(2);
            assertThat(model.getProducts()).isEqualTo(2);
            assertThat(model.getPurchases()).isEqualTo(3);
            assertThat(model.getResumeToken()).isEqualTo("101:3");
            assertThat(model.getLearntDay()).isEmpty();
            assertThat(model.getAny().getWeightsCount()).isEqualTo(6);
            assertThat(model.getAny().getByTrees()).isFalse();
            assertThat(model.getLastRecordTime().getSeconds()).isEqualTo(1_700_000_000L);
            assertThat(node.meters.get("giveback.recommendation.ready").gauge().value())
                    .isEqualTo(1);

            RebuildModelResponse last = node.rebuild().getLast();
            assertThat(last.getEvents()).isEqualTo(3);
            assertThat(last.getOutcome().getPrograms()).isEqualTo(1);
            assertThat(last.getOutcome().getDifferentProgramsList()).isEmpty();
            assertThat(node.model().getDigest()).isEqualTo(model.getDigest());
            assertThat(loyalty.contexts().getLast()).isEqualTo(WHY);
        }
    }

    @Test
    void aRestartHasTheSameDigestAndWhatTooYoungAShopLearnsIsNothing() throws Exception {
        try (MemoryJournal loyalty = MemoryJournal.of(journal)) {
            long digest;
            try (Running node = new Running(directory, loyalty).ready()) {
                digest = node.model().getDigest();
                Model learnt = node.models()
                        .learnModel(LearnModelRequest.newBuilder()
                                .setProgram("programs/shop")
                                .build())
                        .next()
                        .getModel();
                assertThat(learnt.getLearntDay()).isEmpty();
            }
            try (Running again = new Running(directory, loyalty).ready()) {
                assertThat(again.model().getDigest()).isEqualTo(digest);
                assertThat(again.meters
                                .get("giveback.recommendation.feed.events")
                                .counter()
                                .count())
                        .isZero();
            }
        }
    }

    @Test
    void refusalsNameTheRule() throws Exception {
        try (MemoryJournal loyalty = MemoryJournal.of(journal);
                Running node = new Running(directory, loyalty).ready()) {
            assertThatThrownBy(() -> node.models().getModel(GetModelRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("INVALID_ARGUMENT")
                    .hasMessageContaining("program");
            assertThatThrownBy(() -> node.models()
                            .learnModel(LearnModelRequest.newBuilder()
                                    .setProgram("programs/none")
                                    .build())
                            .next())
                    .hasMessageContaining("NOT_FOUND");
            assertThatThrownBy(() -> node.models()
                            .rebuildModel(RebuildModelRequest.getDefaultInstance())
                            .next())
                    .hasMessageContaining("INVALID_ARGUMENT")
                    .hasMessageContaining("context.reason: must say why");
            assertThatThrownBy(() -> new Running(directory, loyalty))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("is another node's");
        }
    }

    @Test
    void beforeItHasReadItSaysSo() throws Exception {
        ShopJournal unreadable = new ShopJournal().program("shop", "Nowhere/None");
        try (MemoryJournal loyalty = MemoryJournal.of(unreadable);
                Running node = new Running(directory, loyalty)) {
            assertThatThrownBy(() -> node.recommend("anna")).hasMessageContaining("UNAVAILABLE");
            assertThatThrownBy(node::rebuild).hasMessageContaining("UNAVAILABLE");
            assertThat(node.service.isReady()).isFalse();
        }
    }
}
