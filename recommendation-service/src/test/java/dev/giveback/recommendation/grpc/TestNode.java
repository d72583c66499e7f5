package dev.giveback.recommendation.grpc;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueFollower;
import dev.giveback.recommendation.catalogue.CatalogueSchema;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsResponse;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The services of this package on a real PostgreSQL, called by gRPC, with one program whose model a test fills; the catalogue is followed. */
final class TestNode implements AutoCloseable {
    static final String PROGRAM = "shop";
    static final String PARENT = "programs/" + PROGRAM;
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final int DAY = Math.toIntExact(TODAY.toEpochDay());

    final TestDatabase database = TestDatabase.create();
    final DataSource source;
    final Shops shops = new Shops();
    final PurchaseModel model = new PurchaseModel();
    final Recommender recommender = new Recommender(model, DAY);
    final ManagedChannel channel;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final AnswerThreads answers = AnswerThreads.start(2);
    private final GrpcServer server;
    private final CatalogueFollower follower;

    private TestNode(int heldOutPercent) {
        CatalogueSchema.migrate(database.dataSource(), "recommendation");
        source = database.dataSource("recommendation");
        shops.put(new LiveShop(PROGRAM, ZoneId.of("Europe/London"), "GBP", model, recommender));
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
        Random random = new Random(1);
        String name = "test-node-" + database.jdbcUrl();
        server = GrpcServer.start(
                GrpcServerSettings.from(Settings.load(Map.of(
                        "giveback.platform.grpc.drain.notice", "0s", "giveback.platform.grpc.drain.limit", "1s"))),
                List.of(new Endpoint.InProcess(name)),
                List.of(
                        new RecommendationGrpcService(
                                        shops,
                                        heldOutPercent,
                                        clock,
                                        random::nextLong,
                                        answers,
                                        call -> CompletableFuture.completedFuture(
                                                RecommendOffersResponse.getDefaultInstance()),
                                        new NoOutcomes())
                                .bindService(),
                        new CatalogueGrpcService(shops, source, clock, blocking).bindService()),
                List.of(RecommendationGrpcServices.validation()),
                new SimpleMeterRegistry());
        channel = Channels.inProcess(name);
        follower = CatalogueFollower.start(new Catalogue(source), (program, events) -> {
            if (program.equals(PROGRAM)) {
                apply(events.toArray(ShopEvent[]::new));
            }
        });
    }

    static TestNode start(int heldOutPercent) {
        TestNode node = new TestNode(heldOutPercent);
        node.shops.setReady();
        return node;
    }

    static TestNode starting() {
        return new TestNode(0);
    }

    /** Outcomes are another package's; the calls reach them. */
    private static final class NoOutcomes implements OutcomeVerbs {
        @Override
        public CompletionStage<RecordImpressionsResponse> record(RecordImpressionsRequest call) {
            return CompletableFuture.completedFuture(RecordImpressionsResponse.newBuilder()
                    .setRecordedCount(call.getImpressionsCount())
                    .build());
        }

        @Override
        public CompletionStage<GetOutcomeReportResponse> report(GetOutcomeReportRequest call) {
            return CompletableFuture.completedFuture(GetOutcomeReportResponse.getDefaultInstance());
        }
    }

    synchronized TestNode apply(ShopEvent... events) {
        for (ShopEvent event : events) {
            model.apply(event, "");
        }
        return this;
    }

    TestNode bought(String customer, int daysAgo, String... products) {
        return apply(new ShopEvent.Bought(
                customer,
                DAY - daysAgo,
                Arrays.stream(products)
                        .map(product -> new ShopEvent.Line(product, 1))
                        .toList()));
    }

    TestNode refresh() {
        recommender.refresh(DAY);
        return this;
    }

    RecommendationServiceGrpc.RecommendationServiceBlockingStub recommendations() {
        return RecommendationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CatalogueServiceGrpc.CatalogueServiceBlockingStub products() {
        return CatalogueServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CatalogueServiceGrpc.CatalogueServiceStub imports() {
        return CatalogueServiceGrpc.newStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    static String customer(String id) {
        return PARENT + "/customers/" + id;
    }

    static String product(String id) {
        return PARENT + "/products/" + id;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        follower.close();
        server.close();
        answers.close();
        blocking.close();
        database.close();
    }
}
