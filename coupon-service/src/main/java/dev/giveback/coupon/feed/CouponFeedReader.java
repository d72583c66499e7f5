package dev.giveback.coupon.feed;

import com.google.protobuf.util.Timestamps;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.directory.FeedOrigins;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.FeedOrigin;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.TailCouponChangesRequest;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import dev.giveback.platform.tail.FeedProgress;
import dev.giveback.platform.tail.FeedReader;
import dev.giveback.platform.tail.Tail;
import io.grpc.Channel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the feed of coupons to the campaigns, once in the cluster. A place in the feed is saved only after every campaign has recorded
 * what came before it, and each campaign records in the same event how far it has counted: so whatever comes twice counts once, and
 * nothing is left out.
 */
public final class CouponFeedReader implements Tail<TailCouponChangesResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(CouponFeedReader.class);

    private final Channel loyalty;
    private final Campaigns campaigns;
    private final Programs programs;

    private CouponFeedReader(Channel loyalty, Campaigns campaigns, Programs programs) {
        this.loyalty = loyalty;
        this.campaigns = campaigns;
        this.programs = programs;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find its table; it keeps one of them
     * @return what ends it
     */
    public static AutoCloseable start(Channel loyalty, DataSource tables, Campaigns campaigns, Programs programs) {
        return FeedReader.start(Feeds.COUPONS, tables, new CouponFeedReader(loyalty, campaigns, programs));
    }

    @Override
    public Supplier<Iterator<TailCouponChangesResponse>> opening(FeedProgress progress) throws SQLException {
        TailCouponChangesRequest request = TailCouponChangesRequest.newBuilder()
                .setResumeToken(progress.token())
                .build();
        return () -> CouponFeedServiceGrpc.newBlockingStub(loyalty).tailCouponChanges(request);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public long recordMillis(TailCouponChangesResponse message) {
        return message.getCustomer().isEmpty() ? 0 : Timestamps.toMillis(message.getRecordTime());
    }

    @Override
    public void record(List<TailCouponChangesResponse> messages, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<?>> recorded = new ArrayList<>();
        Map<CampaignId, FeedOrigin> origins = FeedOrigins.read(progress.connection());
        for (Map.Entry<CampaignId, List<CouponNews>> news :
                NewsMapper.byCampaign(messages).entrySet()) {
            FeedOrigin origin = origins.getOrDefault(news.getKey(), FeedOrigin.HERE);
            recorded.add(settle(news.getKey(), placed(news.getValue(), origin)).toCompletableFuture());
        }
        CompletableFuture.allOf(recorded.toArray(CompletableFuture[]::new))
                .get(FeedReader.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        TailCouponChangesResponse last = messages.getLast();
        progress.save(last.getResumeToken(), Timestamps.toMillis(last.getRecordTime()));
    }

    private static List<CouponNews> placed(List<CouponNews> news, FeedOrigin origin) {
        return news.stream()
                .flatMap(one -> origin.placeOf(one.position()).map(one::at).stream())
                .toList();
    }

    private CompletionStage<?> settle(CampaignId campaign, List<CouponNews> news) {
        return programs.find(campaign.program()).thenCompose(facts -> settle(campaign, news, facts));
    }

    private CompletionStage<?> settle(CampaignId campaign, List<CouponNews> news, Optional<ProgramFacts> facts) {
        if (facts.isEmpty()) {
            LOG.warn("News of a coupon whose program is unknown were passed over: {}", campaign.name());
            return CompletableFuture.completedFuture(news);
        }
        return campaigns.settle(campaign, news, facts.get().zone(), FeedReader.ANSWER_LIMIT);
    }
}
