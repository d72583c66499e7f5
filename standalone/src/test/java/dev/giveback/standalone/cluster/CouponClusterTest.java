package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.coupon.v1.VerifyCampaignsResponse;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.standalone.TestShop;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the coupon service: a campaign of so many coupons gives so many, whichever node is asked and although one is lost. */
final class CouponClusterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int COUPONS = 40;
    private static final int CUSTOMERS = 100;

    private final Lifecycle lifecycle = new Lifecycle();
    private final AtomicInteger given = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void neitherTwoNodesNorTheLossOfOneGiveMoreThanThereAre() throws Exception {
        try {
            TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
            int port = ServiceNode.freePort();
            startLoyalty(database, port);
            ManagedChannel loyalty = channel("127.0.0.1:" + port);
            new TestShop(loyalty).create(TestShop.program());
            List<ServiceNode> nodes = ServiceNode.cluster(
                    2, () -> ServiceNode.coupon(folder, database, "127.0.0.1:" + port), ServiceNode.Wiring.DIRECT);
            for (ServiceNode node : nodes) {
                lifecycle.add("node", LIMIT, node.supervised());
                node.begin();
            }
            for (ServiceNode node : nodes) {
                node.awaitReady();
            }
            List<ManagedChannel> channels =
                    nodes.stream().map(node -> channel(node.address())).toList();
            create(channels.getFirst());

            List<Boolean> outcomes = claimWhileOneIsKilled(channels, nodes.getLast());

            // A repeat holds a place until its customer has answered that it is one, so somebody may be refused the
            // last ones for a moment.
            assertThat(outcomes.stream().filter(Boolean::booleanValue)).hasSizeLessThanOrEqualTo(COUPONS);
            int inTheEnd = 0;
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                boolean isGiven = claim(List.of(channels.getFirst()), customer);
                assertThat(isGiven || !outcomes.get(customer))
                        .as("a repeat at the node that is left is answered as the first time")
                        .isTrue();
                assertThat(held(loyalty, customer)).isEqualTo(isGiven ? 1 : 0);
                inTheEnd += isGiven ? 1 : 0;
            }
            assertThat(inTheEnd).isEqualTo(COUPONS);
            assertThat(verify(channels.getFirst())).isEmpty();
        } finally {
            lifecycle.close();
        }
    }

    private void startLoyalty(TestDatabase database, int port) {
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(Map.of(
                                "giveback.loyalty.database.url",
                                database.jdbcUrl(),
                                "giveback.loyalty.database.user",
                                database.user(),
                                "giveback.loyalty.database.password",
                                database.password(),
                                TestMasterKeys.SETTING,
                                TestMasterKeys.KEYSET,
                                "giveback.platform.grpc.drain.notice",
                                "0s")),
                        List.of(new Endpoint.Network("127.0.0.1", port)),
                        new SimpleMeterRegistry(),
                        InstantSource.system()));
    }

    private ManagedChannel channel(String target) {
        ManagedChannel channel = Channels.network(target);
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    private static void create(ManagedChannel node) {
        var unused = Again.untilAnswered(asked -> CampaignServiceGrpc.newBlockingStub(node)
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create")
                        .setCampaign(Campaign.newBuilder()
                                .setName("programs/shop/campaigns/summer")
                                .setTerms(CouponTerms.newBuilder()
                                        .setTitle("A pound off")
                                        .setAmountOff(AmountOff.newBuilder().setAmount(TestShop.pound())))
                                .setPublicCode(PublicCode.newBuilder().setCode("SUMMER"))
                                .setLimits(CampaignLimits.newBuilder().setTotal(COUPONS)))
                        .build()));
    }

    /** Half of the customers ask one node first and half the other; who is not answered asks the next one. */
    private List<Boolean> claimWhileOneIsKilled(List<ManagedChannel> channels, ServiceNode victim) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> claims = new ArrayList<>();
            // A quarter of what there is by both, and the rest while one is killed.
            for (int customer = 0; customer < COUPONS / 4; customer++) {
                assertThat(claim(channels.subList(customer % 2, customer % 2 + 1), customer))
                        .isTrue();
            }
            for (int customer : IntStream.range(0, CUSTOMERS).toArray()) {
                claims.add(threads.submit(() -> {
                    TimeUnit.MILLISECONDS.sleep(10L * customer);
                    return claim(customer % 2 == 0 ? channels : channels.reversed(), customer);
                }));
            }
            while (given.get() < COUPONS / 2) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            victim.kill();
            List<Boolean> outcomes = new ArrayList<>();
            for (Future<Boolean> claim : claims) {
                outcomes.add(claim.get());
            }
            return outcomes;
        }
    }

    /** Whether the customer was given a coupon. */
    private boolean claim(List<ManagedChannel> nodes, int customer) {
        try {
            ClaimCodeResponse claimed =
                    Again.untilAnswered(asked -> CodeServiceGrpc.newBlockingStub(nodes.get(asked % nodes.size()))
                            .withDeadlineAfter(5, TimeUnit.SECONDS)
                            .claimCode(ClaimCodeRequest.newBuilder()
                                    .setCustomer(name(customer))
                                    .setRequestId("claim-" + customer)
                                    .setCode("SUMMER")
                                    .build()));
            given.incrementAndGet();
            assertThat(claimed.hasCoupon()).isTrue();
            return true;
        } catch (StatusRuntimeException refused) {
            assertThat(refused.getStatus().getCode()).as(refused.toString()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            return false;
        }
    }

    private static String name(int customer) {
        return "programs/shop/customers/c-" + customer;
    }

    private static int held(ManagedChannel loyalty, int customer) {
        try {
            return CouponServiceGrpc.newBlockingStub(loyalty)
                    .listCoupons(ListCouponsRequest.newBuilder()
                            .setParent(name(customer))
                            .build())
                    .getCouponsCount();
        } catch (StatusRuntimeException nobody) {
            assertThat(nobody.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            return 0;
        }
    }

    private static List<CampaignFinding> verify(ManagedChannel node) {
        List<CampaignFinding> findings = new ArrayList<>();
        CampaignJournalServiceGrpc.newBlockingStub(node)
                .verifyCampaigns(VerifyCampaignsRequest.getDefaultInstance())
                .forEachRemaining(answer -> {
                    if (answer.getPartCase() == VerifyCampaignsResponse.PartCase.FINDING) {
                        findings.add(answer.getFinding());
                    }
                });
        return findings;
    }
}
