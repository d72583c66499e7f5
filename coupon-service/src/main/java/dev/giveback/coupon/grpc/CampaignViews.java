package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.CampaignReply;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;

/**
 * How campaigns stood a second ago at most, for claims of campaigns without any limit: these must not wait for one actor. A change by hand
 * is known at once on the node that carried it out.
 */
final class CampaignViews {
    private static final Duration KEPT = Duration.ofSeconds(1);
    /** Many more campaigns than are claimed from within a second; when they are passed, all are asked for again. */
    private static final int MOST = 10_000;

    private final Campaigns campaigns;
    private final InstantSource clock;
    private final ConcurrentMap<CampaignId, View> views = new ConcurrentHashMap<>();

    CampaignViews(Campaigns campaigns, InstantSource clock) {
        this.campaigns = campaigns;
        this.clock = clock;
    }

    private record View(CompletableFuture<Campaign> campaign, Instant until) {}

    CompletionStage<Campaign> find(CampaignId id, Duration timeout) {
        View known = views.get(id);
        if (known != null
                && known.campaign().state() != Future.State.FAILED
                && clock.instant().isBefore(known.until())) {
            return known.campaign();
        }
        if (views.size() >= MOST) {
            views.clear();
        }
        CompletableFuture<Campaign> asked =
                campaigns.read(id, timeout).thenApply(CampaignViews::standing).toCompletableFuture();
        views.put(id, new View(asked, clock.instant().plus(KEPT)));
        return asked;
    }

    void forget(CampaignId id) {
        views.remove(id);
    }

    static Campaign standing(CampaignReply reply) {
        if (reply instanceof CampaignReply.Standing standing) {
            return standing.campaign();
        }
        throw new IllegalStateException("answer of a campaign: " + reply + " (expected: its standing)");
    }
}
