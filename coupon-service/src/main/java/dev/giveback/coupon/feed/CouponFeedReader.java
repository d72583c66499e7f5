package dev.giveback.coupon.feed;

import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.TailCouponChangesRequest;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the feed of coupons to the campaigns, once in the cluster. A place in the feed is saved only after every campaign has recorded
 * what came before it, and each campaign records in the same event how far it has counted: so whatever comes twice counts once, and
 * nothing is left out.
 */
public final class CouponFeedReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CouponFeedReader.class);

    private static final int GROUP = 500;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Channel loyalty;
    private final DataSource tables;
    private final Campaigns campaigns;
    private final Programs programs;
    private final Thread thread;
    private volatile boolean closing;

    private CouponFeedReader(Channel loyalty, DataSource tables, Campaigns campaigns, Programs programs) {
        this.loyalty = loyalty;
        this.tables = tables;
        this.campaigns = campaigns;
        this.programs = programs;
        thread = Thread.ofVirtual().name("coupon-feed").unstarted(this::run);
    }

    /**
     * Starts it.
     *
     * @param tables connections that find its table; it keeps one of them
     */
    public static CouponFeedReader start(Channel loyalty, DataSource tables, Campaigns campaigns, Programs programs) {
        CouponFeedReader reader = new CouponFeedReader(loyalty, tables, campaigns, programs);
        reader.thread.start();
        return reader;
    }

    /** Reads no further and returns when what was read is recorded or given up; it comes again after the next start. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(ANSWER_LIMIT)) {
                LOG.warn("The reader of the coupons' feed did not end within {}.", ANSWER_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (Connection connection = tables.getConnection()) {
                FeedProgress progress = new FeedProgress(connection);
                if (progress.isReader()) {
                    try {
                        read(progress);
                    } finally {
                        progress.unlock();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                if (closing) {
                    return;
                }
            } catch (SQLException | RuntimeException | ExecutionException | TimeoutException e) {
                if (!closing) {
                    LOG.warn("The feed of coupons could not be read; it is tried again after {}.", PAUSE, e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            LOG.debug("The pause was interrupted; the reader closes or goes on.", e);
        }
    }

    private void read(FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        BlockingQueue<TailCouponChangesResponse> queue = new ArrayBlockingQueue<>(2 * GROUP);
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            String token = progress.token();
            Thread pump =
                    Thread.ofVirtual().name("coupon-feed-pump").start(context.wrap(() -> pump(token, queue, end)));
            try {
                while (!closing && !(end.isDone() && queue.isEmpty())) {
                    take(queue, progress);
                }
            } finally {
                context.cancel(null);
                pump.interrupt();
            }
        }
        end.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pump(String token, BlockingQueue<TailCouponChangesResponse> queue, CompletableFuture<Void> end) {
        try {
            Iterator<TailCouponChangesResponse> messages = CouponFeedServiceGrpc.newBlockingStub(loyalty)
                    .tailCouponChanges(TailCouponChangesRequest.newBuilder()
                            .setResumeToken(token)
                            .build());
            while (messages.hasNext()) {
                queue.put(messages.next());
            }
            end.complete(null);
        } catch (InterruptedException e) {
            end.complete(null);
        } catch (StatusRuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void take(BlockingQueue<TailCouponChangesResponse> queue, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        TailCouponChangesResponse first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<TailCouponChangesResponse> group = new ArrayList<>(List.of(first));
        queue.drainTo(group, GROUP - 1);
        List<CompletableFuture<?>> recorded = new ArrayList<>();
        for (Map.Entry<CampaignId, List<CouponNews>> news :
                NewsMapper.byCampaign(group).entrySet()) {
            recorded.add(settle(news.getKey(), news.getValue()).toCompletableFuture());
        }
        CompletableFuture.allOf(recorded.toArray(CompletableFuture[]::new))
                .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        TailCouponChangesResponse last = group.getLast();
        progress.save(
                last.getResumeToken(),
                last.getRecordTime().getSeconds() * 1_000 + last.getRecordTime().getNanos() / 1_000_000);
    }

    private CompletionStage<?> settle(CampaignId campaign, List<CouponNews> news) {
        return programs.find(campaign.program()).thenCompose(facts -> settle(campaign, news, facts));
    }

    private CompletionStage<?> settle(CampaignId campaign, List<CouponNews> news, Optional<ProgramFacts> facts) {
        if (facts.isEmpty()) {
            LOG.warn("News of a coupon whose program is unknown were passed over: {}", campaign.name());
            return CompletableFuture.completedFuture(news);
        }
        return campaigns.settle(campaign, news, facts.get().zone(), ANSWER_LIMIT);
    }
}
