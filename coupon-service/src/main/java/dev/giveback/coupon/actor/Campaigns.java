package dev.giveback.coupon.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.Conditions;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.Limits;
import dev.giveback.coupon.domain.Purchase;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.platform.cluster.AskAgain;
import dev.giveback.platform.cluster.ClusterPatience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * All campaigns of this cluster: asks the actor of one and gives its answer. A stage fails with a
 * {@link java.util.concurrent.TimeoutException} when no answer comes in time; whether anything was recorded is then not known.
 */
public final class Campaigns {
    private static final Duration READ_PATIENCE = Duration.ofMillis(500);
    private static final int READ_TRIES = 40;
    /** So that an overload, which refuses at once, does not use up the tries. */
    private static final long READ_PAUSE_MILLIS = 100;

    private final ClusterSharding sharding;
    private final ClusterPatience patience;
    private final LongAdder asked = new LongAdder();
    private final WaitingClaims waiting = new WaitingClaims(Limits.MAX_WAITING_CLAIMS);

    private Campaigns(ClusterSharding sharding, ClusterPatience patience) {
        this.sharding = sharding;
        this.patience = patience;
    }

    /**
     * Starts the sharding of campaigns on this node; call it once a node.
     *
     * @param customers where claims are granted
     * @param conditions of surprises
     * @param returnPause between two tries to take back a coupon that an order has reserved
     */
    public static Campaigns start(
            ActorSystem<?> system,
            InstantSource clock,
            CustomerCoupons customers,
            Conditions conditions,
            Duration returnPause) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                        CampaignActor.TYPE_KEY,
                        entity -> CampaignActor.create(
                                CampaignId.ofEntity(entity.getEntityId()), clock, customers, conditions, returnPause))
                .withStopMessage(CampaignMessage.Stop.INSTANCE));
        return new Campaigns(sharding, ClusterPatience.of(system));
    }

    /**
     * Asks a campaign to decide a change by hand.
     *
     * @param decideBefore after which it is not carried out any more; {@link Instant#MAX} for whenever
     */
    public CompletionStage<CampaignReply> decide(
            CampaignId id, Command command, boolean validateOnly, Instant decideBefore, Duration timeout) {
        return ask(id, replyTo -> new CampaignMessage.Decide(command, validateOnly, decideBefore, replyTo), timeout);
    }

    /** Claims a coupon; over {@link Limits#MAX_WAITING_CLAIMS} that wait for the same campaign on this node it is refused. */
    public CompletionStage<CampaignReply> claim(CampaignId id, ClaimOrder order, ZoneId zone, Duration timeout) {
        asked.increment();
        if (!waiting.enter(id)) {
            return CompletableFuture.completedFuture(new CampaignReply.Refused(Refusal.of(
                    Reason.CAMPAIGN_BUSY, "campaign: more than " + Limits.MAX_WAITING_CLAIMS + " claims wait for it")));
        }
        return ask(id, replyTo -> new CampaignMessage.Claim(order, zone, replyTo), timeout)
                .whenComplete((reply, failure) -> waiting.leave(id));
    }

    /** Asks a campaign how it stands. */
    public CompletionStage<CampaignReply> read(CampaignId id, Duration timeout) {
        return ask(id, CampaignMessage.Read::new, timeout);
    }

    /** Tells a campaign what became of its coupons; answered when it is recorded. */
    public CompletionStage<CampaignReply> settle(CampaignId id, List<CouponNews> news, ZoneId zone, Duration timeout) {
        return ask(id, replyTo -> new CampaignMessage.Settle(news, zone, replyTo), timeout);
    }

    /** Lets a surprise draw for orders that were made; answered when it is recorded. */
    public CompletionStage<CampaignReply> draw(CampaignId id, List<Purchase> purchases, ZoneId zone, Duration timeout) {
        return ask(id, replyTo -> new CampaignMessage.Draw(purchases, zone, replyTo), timeout);
    }

    /** How often a claim was asked for on this node since its start. */
    public long asked() {
        return asked.sum();
    }

    /** Lets a campaign leave memory, and is complete when it was read from its journal again. */
    public CompletionStage<CampaignReply> readAgain(CampaignId id) {
        sharding.entityRefFor(CampaignActor.TYPE_KEY, id.entity()).tell(CampaignMessage.Stop.INSTANCE);
        return asked(id, READ_TRIES);
    }

    /** What reaches an actor that is about to stop is lost, so it is asked until it answers. */
    private CompletionStage<CampaignReply> asked(CampaignId id, int tries) {
        return ask(id, CampaignMessage.Read::new, READ_PATIENCE)
                .exceptionallyComposeAsync(
                        failure -> tries == 1 ? CompletableFuture.failedFuture(failure) : asked(id, tries - 1),
                        CompletableFuture.delayedExecutor(READ_PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Makes sure that a campaign is there to look after its claims. */
    public CompletionStage<CampaignReply> wake(CampaignId id, Duration timeout) {
        return ask(id, CampaignMessage.Wake::new, timeout);
    }

    private CompletionStage<CampaignReply> ask(
            CampaignId id, Function<ActorRef<CampaignReply>, CampaignMessage> message, Duration timeout) {
        EntityRef<CampaignMessage> campaign = sharding.entityRefFor(CampaignActor.TYPE_KEY, id.entity());
        AskAgain<CampaignMessage> question = patience.question(campaign);
        return campaign.<CampaignReply>ask(replyTo -> question.sent(message.apply(replyTo)), patience.of(timeout))
                .whenComplete((reply, failure) -> question.end());
    }
}
