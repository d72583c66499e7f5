package dev.giveback.coupon.feed;

import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.domain.CampaignId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps campaigns awake while they watch claims: nobody else would, after a node has died with claims on their way to customers. */
public final class CampaignWaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignWaker.class);
    private static final int MOST = 10_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Directory directory;
    private final Campaigns campaigns;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("campaign-waker").daemon().factory());

    private CampaignWaker(Directory directory, Campaigns campaigns) {
        this.directory = directory;
        this.campaigns = campaigns;
    }

    /** Starts it; the first round comes at once. */
    public static CampaignWaker start(Directory directory, Campaigns campaigns, Duration interval) {
        CampaignWaker waker = new CampaignWaker(directory, campaigns);
        var unused = waker.timer.scheduleWithFixedDelay(waker::round, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return waker;
    }

    private void round() {
        var unused = directory.awake(MOST).whenComplete((found, failure) -> {
            if (failure != null) {
                LOG.warn("The campaigns that watch claims could not be read; they are looked for again.", failure);
            } else {
                wake(found);
            }
        });
    }

    private void wake(List<CampaignId> found) {
        for (CampaignId id : found) {
            var unused = campaigns.wake(id, ANSWER_LIMIT).exceptionally(failure -> {
                LOG.warn("A campaign that watches claims did not wake; it is called again: {}", id.name(), failure);
                return null;
            });
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
