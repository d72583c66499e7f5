package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.standalone.books.JournalFacts;
import dev.giveback.standalone.books.JournalFacts.CouponLife;
import dev.giveback.standalone.books.Shop;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A load of campaigns and the standalone that it talks to, which changes with each kill. */
final class CampaignCrash implements AutoCloseable {
    private final String program;
    private final AtomicReference<ManagedChannel> gateway = new AtomicReference<>();
    private final ConcurrentLinkedQueue<ManagedChannel> channels = new ConcurrentLinkedQueue<>();
    private final CampaignLoad load;
    private final Shop shop;

    CampaignCrash(StandaloneProcess standalone, String program, long seed) {
        this.program = program;
        talkTo(standalone);
        shop = Shop.open(gateway::get, program);
        load = new CampaignLoad(shop, seed);
        load.prepare();
    }

    CampaignLoad load() {
        return load;
    }

    Shop shop() {
        return shop;
    }

    /** From now on calls go there; those under way with the one before are repeated there. */
    void talkTo(StandaloneProcess standalone) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", standalone.grpcPort())
                .intercept(standalone.calling())
                .usePlaintext()
                .directExecutor()
                .build();
        channels.add(channel);
        gateway.set(channel);
    }

    /** Compares what clients saw, the customers' lists, the reports and the rows of both journals. */
    List<String> findings(StandaloneProcess standalone) throws Exception {
        try (Connection database = standalone.database()) {
            List<String> findings = shop.lastingFindings(database, CampaignLoad.customers());
            if (!findings.isEmpty()) {
                return findings;
            }
            JournalFacts facts = JournalFacts.read(database, program);
            return load.pointsThatDoNotAddUp(
                    rewards(facts, life -> true), rewards(facts, life -> life.revocations() > 0));
        }
    }

    /** The first look at the same, without waiting for campaigns to follow. */
    List<String> findingsNow(StandaloneProcess standalone) throws Exception {
        try (Connection database = standalone.database()) {
            return shop.findings(database, CampaignLoad.customers());
        }
    }

    private static Map<String, Long> rewards(JournalFacts facts, Predicate<CouponLife> which) {
        return facts.coupons().values().stream()
                .filter(life -> life.campaign().equals("reward") && which.test(life))
                .collect(Collectors.groupingBy(CouponLife::customer, Collectors.counting()));
    }

    /** The load went to the limit of each campaign, and used and gave back coupons, or it proves nothing. */
    void expectThatItWasALoad(StandaloneProcess standalone) throws Exception {
        try (Connection database = standalone.database()) {
            JournalFacts facts = JournalFacts.read(database, program);
            System.out.println("campaigns: " + load.acknowledged() + " calls acknowledged; "
                    + facts.campaigns().entrySet().stream()
                            .map(campaign -> campaign.getKey() + " "
                                    + campaign.getValue().claims().size() + " given, "
                                    + campaign.getValue().redeemed() + " redeemed, "
                                    + campaign.getValue().returned() + " returned, peak "
                                    + campaign.getValue().peak())
                            .collect(Collectors.joining("; ")));
            assertThat(facts.campaigns().values()).allSatisfy(campaign -> {
                assertThat(campaign.peak()).isEqualTo(CampaignLoad.LIMIT);
                assertThat(campaign.redeemed()).isPositive();
                assertThat(campaign.returned()).isPositive();
            });
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
