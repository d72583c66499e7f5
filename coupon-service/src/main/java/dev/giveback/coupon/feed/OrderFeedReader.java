package dev.giveback.coupon.feed;

import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.directory.FeedOrigins;
import dev.giveback.coupon.directory.OrderReader;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.FeedOrigin;
import dev.giveback.coupon.domain.Purchase;
import dev.giveback.loyalty.v1.OrderFeedServiceGrpc;
import dev.giveback.loyalty.v1.TailOrdersRequest;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import dev.giveback.platform.tail.FeedProgress;
import dev.giveback.platform.tail.FeedReader;
import dev.giveback.platform.tail.Tail;
import io.grpc.Channel;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the orders of programs to their surprises, and writes them down for programs that compare customers, once in the cluster. No feed
 * is open while no campaign needs one. When another campaign needs orders, the feed is opened where it was a minute ago or more, so that
 * the campaign gets all orders since its creation: what the others get again is judged and written down already.
 */
public final class OrderFeedReader implements Tail<TailOrdersResponse> {
    /** Programs that one feed can be asked for. */
    public static final int MAX_PROGRAMS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(OrderFeedReader.class);
    private static final int MAX_READERS = 100_000;
    private static final long LOOK_NANOS = Duration.ofMillis(400).toNanos();

    private final Channel loyalty;
    private final Campaigns campaigns;
    private final Programs programs;
    private final Directory directory;
    private final InstantSource clock;

    // Of the reader's thread alone.
    private Set<OrderReader> readers = Set.of();
    private Set<OrderReader> opened = Set.of();
    /** Those that the saved place serves: once something was recorded, the place is one that the feed was opened at for them. */
    private Set<OrderReader> served = Set.of();

    private long lookedNanos = System.nanoTime() - LOOK_NANOS;

    private OrderFeedReader(
            Channel loyalty, Campaigns campaigns, Programs programs, Directory directory, InstantSource clock) {
        this.loyalty = loyalty;
        this.campaigns = campaigns;
        this.programs = programs;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find its tables; it keeps one of them
     * @param directory of all campaigns
     * @return what ends it
     */
    public static AutoCloseable start(
            Channel loyalty,
            DataSource tables,
            Campaigns campaigns,
            Programs programs,
            Directory directory,
            InstantSource clock) {
        return FeedReader.start(
                Feeds.ORDERS, tables, new OrderFeedReader(loyalty, campaigns, programs, directory, clock));
    }

    @Override
    public @Nullable Supplier<Iterator<TailOrdersResponse>> opening(FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        look();
        opened = readers;
        if (readers.isEmpty()) {
            return null;
        }
        TailOrdersRequest request = TailOrdersRequest.newBuilder()
                .setResumeToken(served.containsAll(readers) ? progress.token() : progress.earlierToken())
                .addAllPrograms(readers.stream()
                        .map(reader -> "programs/" + reader.campaign().program())
                        .distinct()
                        .sorted()
                        .toList())
                .build();
        return () -> OrderFeedServiceGrpc.newBlockingStub(loyalty).tailOrders(request);
    }

    @Override
    public boolean isCurrent() throws InterruptedException, ExecutionException, TimeoutException {
        if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
            look();
        }
        return readers.equals(opened);
    }

    private void look() throws InterruptedException, ExecutionException, TimeoutException {
        List<OrderReader> found = directory
                .orderReaders(MAX_READERS)
                .toCompletableFuture()
                .get(FeedReader.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        Set<String> first = found.stream()
                .map(reader -> reader.campaign().program())
                .distinct()
                .limit(MAX_PROGRAMS)
                .collect(Collectors.toUnmodifiableSet());
        Set<OrderReader> next = found.stream()
                .filter(reader -> first.contains(reader.campaign().program()))
                .collect(Collectors.toUnmodifiableSet());
        if (next.size() < found.size() && !next.equals(readers)) {
            LOG.warn(
                    "More than {} programs have surprises or control groups; those of the last by id rest.",
                    MAX_PROGRAMS);
        }
        readers = next;
        lookedNanos = System.nanoTime();
    }

    @Override
    public long recordMillis(TailOrdersResponse message) {
        return message.hasRecordTime() ? OrderMapper.recorded(message).toEpochMilli() : 0;
    }

    @Override
    public void record(List<TailOrdersResponse> messages, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        Map<String, List<Purchase>> purchases = OrderMapper.byProgram(messages);
        Map<CampaignId, FeedOrigin> origins = FeedOrigins.read(progress.connection());
        List<CompletableFuture<?>> drawn = new ArrayList<>();
        for (OrderReader reader : readers) {
            List<Purchase> own = purchases.get(reader.campaign().program());
            if (own != null && reader.draws()) {
                FeedOrigin origin = origins.getOrDefault(reader.campaign(), FeedOrigin.HERE);
                drawn.add(draw(reader.campaign(), placed(own, origin)).toCompletableFuture());
            }
        }
        CompletableFuture.allOf(drawn.toArray(CompletableFuture[]::new))
                .get(FeedReader.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        Set<String> comparing = readers.stream()
                .filter(OrderReader::compares)
                .map(reader -> reader.campaign().program())
                .collect(Collectors.toUnmodifiableSet());
        TailOrdersResponse last = messages.getLast();
        progress.saveWith(
                last.getResumeToken(),
                last.hasRecordTime() ? OrderMapper.recorded(last).toEpochMilli() : clock.millis(),
                connection -> OrderBook.write(connection, messages, comparing));
        served = opened;
    }

    private static List<Purchase> placed(List<Purchase> purchases, FeedOrigin origin) {
        return purchases.stream()
                .flatMap(one -> origin.placeOf(one.position()).map(one::at).stream())
                .toList();
    }

    private CompletionStage<?> draw(CampaignId campaign, List<Purchase> purchases) {
        return programs.find(campaign.program()).thenCompose(facts -> draw(campaign, purchases, facts));
    }

    private CompletionStage<?> draw(CampaignId campaign, List<Purchase> purchases, Optional<ProgramFacts> facts) {
        if (facts.isEmpty()) {
            LOG.warn("Orders of a program that is unknown were passed over: {}", campaign.program());
            return CompletableFuture.completedFuture(purchases);
        }
        return campaigns.draw(campaign, purchases, facts.get().zone(), FeedReader.ANSWER_LIMIT);
    }
}
