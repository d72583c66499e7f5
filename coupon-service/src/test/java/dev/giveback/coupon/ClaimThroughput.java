package dev.giveback.coupon;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import dev.giveback.coupon.actor.CampaignReply;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.actor.CustomerCoupons;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures how many claims a second one campaign decides and records, and in turn how often a second a row of one table is counted up by
 * JDBC, on the same server. The campaign is the real actor on its real journal; its customers answer at once, so that what is compared
 * is the same: a durable place in a limit. A program, not a test. Arguments: the rounds, and the seconds of each.
 */
final class ClaimThroughput {
    private static final CampaignId CAMPAIGN = new CampaignId("bench", "hot");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final String COUNT = "UPDATE hot SET used = used + 1 WHERE id = 1 AND used < most";

    private ClaimThroughput() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Duration span = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Path data = Files.createTempDirectory("giveback-claims");
        try (TestServer server = TestServer.start(data);
                TestDatabase journal = server.createDatabase();
                TestDatabase table = server.createDatabase()) {
            table.execute("CREATE TABLE hot (id int PRIMARY KEY, used bigint, most bigint) WITH (fillfactor = 10)");
            table.execute("INSERT INTO hot VALUES (1, 0, 1000000000)");
            try (Campaigning campaigning = Campaigning.start(journal)) {
                System.out.println("what\tat once\ta second\tJVM µs each");
                for (int round = 0; round < rounds; round++) {
                    for (int inFlight : List.of(1, 100, 400, 1_000)) {
                        print("claims of one campaign", inFlight, claims(campaigning.campaigns, inFlight, span));
                    }
                    for (int clients : List.of(1, 8, 32)) {
                        print("updates of one row", clients, updates(table, clients, span));
                    }
                }
                campaigning.requireTaken();
            }
        }
    }

    private static void print(String what, int atOnce, Done done) {
        System.out.printf("%s\t%d\t%.0f\t%.1f%n", what, atOnce, done.perSecond, done.microsEach);
    }

    /**
     * What was done in a span.
     *
     * @param microsEach processor time of this process
     */
    private record Done(double perSecond, double microsEach) {
        /** Counts in the second half of twice the span. */
        static Done during(Duration span, LongAdder counter) throws InterruptedException {
            Thread.sleep(span);
            long before = counter.sum();
            Duration used = cpu();
            long begin = System.nanoTime();
            Thread.sleep(span);
            double count = counter.sum() - before;
            return new Done(
                    count * 1e9 / (System.nanoTime() - begin), cpu().minus(used).toNanos() / 1e3 / Math.max(1, count));
        }

        private static Duration cpu() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    /** Keeps so many claims in flight. */
    private static Done claims(Campaigns campaigns, int inFlight, Duration span) throws Exception {
        LongAdder answered = new LongAdder();
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < inFlight; lane++) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            lanes.add(ended);
            claim(campaigns, answered, stop, ended);
        }
        Done count = Done.during(span, answered);
        stop.set(true);
        CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        return count;
    }

    private static void claim(
            Campaigns campaigns, LongAdder answered, AtomicBoolean stop, CompletableFuture<Void> ended) {
        if (stop.get()) {
            ended.complete(null);
            return;
        }
        String customer = "c" + Campaigning.CLAIMED.incrementAndGet();
        ClaimOrder order = new ClaimOrder(
                ClaimId.of(CAMPAIGN, customer, "request"), customer, new ClaimOrder.Way.ByCode("HOT"), false, "");
        CompletionStage<CampaignReply> unused = campaigns
                .claim(CAMPAIGN, order, ZONE, PATIENCE)
                .whenComplete((reply, failure) -> {
                    if (reply instanceof CampaignReply.Granted) {
                        answered.increment();
                        CompletableFuture<Void> unusedNext =
                                CompletableFuture.runAsync(() -> claim(campaigns, answered, stop, ended));
                    } else {
                        ended.completeExceptionally(new IllegalStateException("answer: " + reply, failure));
                    }
                });
    }

    private static Done updates(TestDatabase table, int clients, Duration span) throws Exception {
        LongAdder done = new LongAdder();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofPlatform().start(() -> update(table, done, stop)));
        }
        Done count = Done.during(span, done);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return count;
    }

    private static void update(TestDatabase table, LongAdder done, AtomicBoolean stop) {
        try (Connection connection = table.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            while (!stop.get()) {
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("rows: 0 (expected: 1)");
                }
                done.increment();
            }
        } catch (SQLException problem) {
            throw new IllegalStateException("could not count", problem);
        }
    }

    /** The campaign, and the system that it runs in. */
    private record Campaigning(ActorSystem<Void> system, Campaigns campaigns) implements AutoCloseable {
        static final AtomicLong CLAIMED = new AtomicLong();

        static Campaigning start(TestDatabase database) throws Exception {
            CouponSettings settings = CouponSettings.load(Map.of(
                    "giveback.coupon.database.url", database.jdbcUrl(),
                    "giveback.coupon.database.user", database.user(),
                    "giveback.coupon.database.password", database.password()));
            JournalSchema.migrate(database.dataSource(), settings.database().schema());
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "claims", settings.actorSystem());
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            Campaigns campaigns = Campaigns.start(
                    system, InstantSource.system(), new AtOnce(), expression -> facts -> true, Duration.ofSeconds(15));
            CampaignReply created = campaigns
                    .decide(CAMPAIGN, creation(), false, Instant.MAX, PATIENCE)
                    .toCompletableFuture()
                    .get();
            if (!(created instanceof CampaignReply.Recorded)) {
                throw new IllegalStateException("answer: " + created + " (expected: the campaign)");
            }
            return new Campaigning(system, campaigns);
        }

        private static Command creation() {
            return new Command.CreateCampaign(
                    new Request("create", 1, ""),
                    Definitions.of(
                            dev.giveback.coupon.v1.Campaign.newBuilder()
                                    .setName(CAMPAIGN.name())
                                    .setTerms(CouponTerms.newBuilder()
                                            .setPercentOff(
                                                    PercentOff.newBuilder().setBasisPoints(1000)))
                                    .setLimits(CampaignLimits.newBuilder().setTotal(1_000_000_000))
                                    .setPublicCode(PublicCode.newBuilder().setCode("HOT"))
                                    .build(),
                            0,
                            0),
                    new Secret(new byte[32]));
        }

        void requireTaken() throws Exception {
            CampaignReply reply =
                    campaigns.read(CAMPAIGN, PATIENCE).toCompletableFuture().get();
            if (!(reply instanceof CampaignReply.Standing standing)
                    || standing.campaign().tally().taken() != CLAIMED.get()) {
                throw new IllegalStateException("campaign: " + reply + " (expected: " + CLAIMED.get() + " taken)");
            }
            System.out.println("places taken: " + CLAIMED.get() + ", as many as claims were made");
        }

        @Override
        public void close() {
            system.terminate();
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join();
        }
    }

    /** Customers who take every coupon at once. */
    private static final class AtOnce implements CustomerCoupons {
        private static final CompletionStage<GrantAnswer> GIVEN =
                CompletableFuture.completedFuture(new GrantAnswer.Given(Coupon.getDefaultInstance()));

        @Override
        public CompletionStage<GrantAnswer> grant(CampaignId id, Campaign campaign, Claim claim) {
            return GIVEN;
        }

        @Override
        public CompletionStage<ReturnAnswer> takeBack(CampaignId id, Claim claim) {
            return CompletableFuture.completedFuture(ReturnAnswer.RETURNED);
        }
    }
}
