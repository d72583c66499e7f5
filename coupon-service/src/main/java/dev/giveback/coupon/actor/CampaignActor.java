package dev.giveback.coupon.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.giveback.coupon.actor.CampaignMessage.Decide;
import dev.giveback.coupon.actor.CampaignMessage.Gathered;
import dev.giveback.coupon.actor.CampaignMessage.GrantAnswered;
import dev.giveback.coupon.actor.CampaignMessage.Read;
import dev.giveback.coupon.actor.CampaignMessage.ReturnAnswered;
import dev.giveback.coupon.actor.CampaignMessage.Settle;
import dev.giveback.coupon.actor.CampaignMessage.Stop;
import dev.giveback.coupon.actor.CampaignMessage.Tick;
import dev.giveback.coupon.actor.CampaignMessage.Wake;
import dev.giveback.coupon.actor.CustomerCoupons.GrantAnswer;
import dev.giveback.coupon.actor.CustomerCoupons.ReturnAnswer;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOutcome;
import dev.giveback.coupon.domain.ClaimsDecision;
import dev.giveback.coupon.domain.Conditions;
import dev.giveback.coupon.domain.Decision;
import dev.giveback.coupon.domain.Limits;
import dev.giveback.coupon.domain.Memory;
import dev.giveback.coupon.journal.CampaignSnapshotMapper;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.coupon.journal.RecordedCampaign;
import dev.giveback.coupon.journal.StoredCampaignEvent;
import dev.giveback.journal.v1.CampaignSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One campaign, wherever in the cluster it lives.
 *
 * <p>Claims gather while an event is being written and are decided together into the next one. A claim that is recorded is granted at its
 * customer, over and over until there is an answer; only then its caller is answered, and the answer is recorded within a
 * second or so. So when a node dies, the campaign that comes back finds in its journal every claim whose customer may not know of it, and
 * grants it again, which changes nothing where it was granted before.
 */
final class CampaignActor extends EventSourcedBehavior<CampaignMessage, StoredCampaignEvent, RecordedCampaign> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<CampaignMessage> TYPE_KEY = EntityTypeKey.create(CampaignMessage.class, "campaign");

    private static final int EVENTS_PER_SNAPSHOT = 1_000;
    private static final int SNAPSHOTS_KEPT = 2;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final CampaignId id;
    private final ActorContext<CampaignMessage> context;
    private final InstantSource clock;
    private final CustomerCoupons customers;
    private final Conditions conditions;
    private final Duration returnPause;
    private final Deque<CampaignMessage.Claim> gathering = new ArrayDeque<>();
    private final Deque<String> postponed = new ArrayDeque<>();
    private final Watch watch = new Watch();
    private boolean gatheringAnnounced;

    private CampaignActor(
            CampaignId id,
            ActorContext<CampaignMessage> context,
            InstantSource clock,
            CustomerCoupons customers,
            Conditions conditions,
            Duration returnPause) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.of(id)),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(2), 0.2));
        this.id = id;
        this.context = context;
        this.clock = clock;
        this.customers = customers;
        this.conditions = conditions;
        this.returnPause = returnPause;
    }

    /**
     * A campaign's behavior.
     *
     * @param clock read once a message
     * @param conditions of surprises
     * @param returnPause between two tries to take back a coupon that an order has reserved
     */
    static Behavior<CampaignMessage> create(
            CampaignId id,
            InstantSource clock,
            CustomerCoupons customers,
            Conditions conditions,
            Duration returnPause) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
            return new CampaignActor(id, context, clock, customers, conditions, returnPause);
        }));
    }

    @Override
    public RecordedCampaign emptyState() {
        return RecordedCampaign.NEW;
    }

    @Override
    public CommandHandler<CampaignMessage, StoredCampaignEvent, RecordedCampaign> commandHandler() {
        return (state, message) -> switch (message) {
            case Decide decide -> decide(state, decide);
            case CampaignMessage.Claim claim -> gather(claim);
            case Gathered gathered -> decideGathered(state);
            case Read read -> Effect().reply(read.replyTo(), new CampaignReply.Standing(state.campaign()));
            case Settle settle -> settle(state, settle);
            case CampaignMessage.Draw draw -> draw(state, draw);
            case Wake wake -> Effect().reply(wake.replyTo(), new CampaignReply.Done());
            case Tick tick -> tick(state);
            case GrantAnswered answered -> grantAnswered(state, answered);
            case ReturnAnswered answered -> returnAnswered(state, answered);
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<RecordedCampaign, StoredCampaignEvent> eventHandler() {
        return RecordedCampaign::evolve;
    }

    // Changes by hand.

    private Effect<StoredCampaignEvent, RecordedCampaign> decide(RecordedCampaign state, Decide message) {
        if (!clock.instant().isBefore(message.decideBefore())) {
            // Nobody is told: whoever asked has given up, and what made the command right may have changed.
            return Effect().none();
        }
        ActorRef<CampaignReply> replyTo = message.replyTo();
        return switch (state.campaign().decide(message.command(), clock.instant())) {
            case Decision.Accepted accepted ->
                message.validateOnly()
                        ? Effect().reply(replyTo, recorded(state.campaign().evolve(accepted.event())))
                        : Effect()
                                .persist(StoredCampaignEvent.following(state.chainHash(), accepted.event()))
                                .thenReply(replyTo, evolved -> recorded(evolved.campaign()));
            case Decision.Repeated repeated ->
                Effect().reply(replyTo, new CampaignReply.Recorded(state.campaign(), repeated.answer()));
            case Decision.Rejected rejected -> Effect().reply(replyTo, new CampaignReply.Refused(rejected.refusal()));
        };
    }

    private static CampaignReply recorded(Campaign campaign) {
        Memory.Answer answer = campaign.memory().oldestFirst().getLast().answer();
        return new CampaignReply.Recorded(campaign, answer);
    }

    // Claims.

    /** Whatever is behind this claim in the mailbox already gathers too, because the announcement queues behind it. */
    private Effect<StoredCampaignEvent, RecordedCampaign> gather(CampaignMessage.Claim claim) {
        gathering.add(claim);
        announceGathering();
        return Effect().none();
    }

    private void announceGathering() {
        if (!gatheringAnnounced) {
            gatheringAnnounced = true;
            context.getSelf().tell(Gathered.INSTANCE);
        }
    }

    private Effect<StoredCampaignEvent, RecordedCampaign> decideGathered(RecordedCampaign state) {
        gatheringAnnounced = false;
        List<CampaignMessage.Claim> batch = new ArrayList<>();
        while (!gathering.isEmpty() && batch.size() < Limits.MAX_BATCH) {
            batch.add(gathering.remove());
        }
        if (!gathering.isEmpty()) {
            announceGathering();
        }
        Instant now = clock.instant();
        Watch.Unrecorded unrecorded = watch.take();
        List<StoredCampaignEvent> events = new ArrayList<>();
        RecordedCampaign next = state.campaign()
                .granted(unrecorded.granted(), unrecorded.refused(), now)
                .map(event -> state.evolve(append(state, events, event)))
                .orElse(state);
        List<ClaimOutcome> outcomes = List.of();
        if (!batch.isEmpty()) {
            List<ClaimOrder> orders =
                    batch.stream().map(CampaignMessage.Claim::order).toList();
            ClaimsDecision decision =
                    next.campaign().claim(orders, batch.getFirst().zone(), now);
            CampaignEvent event = decision.event();
            if (event != null) {
                // Evolved once, when it is persisted.
                append(next, events, event);
            }
            outcomes = decision.outcomes();
        }
        List<ClaimOutcome> decided = outcomes;
        return Effect().persist(events).thenRun(evolved -> {
            watch.recorded(unrecorded);
            for (int i = 0; i < batch.size(); i++) {
                answer(evolved.campaign(), batch.get(i).replyTo(), decided.get(i));
            }
        });
    }

    private static StoredCampaignEvent append(
            RecordedCampaign state, List<StoredCampaignEvent> events, CampaignEvent event) {
        StoredCampaignEvent stored = StoredCampaignEvent.following(state.chainHash(), event);
        events.add(stored);
        return stored;
    }

    private void answer(Campaign campaign, ActorRef<CampaignReply> replyTo, ClaimOutcome outcome) {
        switch (outcome) {
            case ClaimOutcome.Accepted accepted -> {
                watch.renew(accepted.claim().id());
                await(campaign, accepted.claim(), replyTo);
            }
            case ClaimOutcome.Known known -> {
                Claim claim = campaign.live().get(known.claim().id());
                if (claim == null || claim.granted() || watch.isGranted(claim.id())) {
                    replyTo.tell(new CampaignReply.Known(campaign, known.claim()));
                } else {
                    await(campaign, claim, replyTo);
                }
            }
            case ClaimOutcome.Rejected rejected -> replyTo.tell(new CampaignReply.Refused(rejected.refusal()));
            case ClaimOutcome.Direct direct -> replyTo.tell(new CampaignReply.Direct(campaign));
        }
    }

    private void await(Campaign campaign, Claim claim, ActorRef<CampaignReply> replyTo) {
        watch.wait(claim.id(), replyTo);
        if (watch.mayCall(claim.id(), clock.instant())) {
            grant(campaign, claim);
        } else {
            postponed.add(claim.id());
        }
    }

    // Customers.

    private void grant(Campaign campaign, Claim claim) {
        watch.begin(claim.id());
        context.pipeToSelf(
                customers.grant(id, campaign, claim),
                (answer, failure) -> new GrantAnswered(claim, failure == null ? answer : new GrantAnswer.Unanswered()));
    }

    private Effect<StoredCampaignEvent, RecordedCampaign> grantAnswered(RecordedCampaign state, GrantAnswered message) {
        Claim claim = message.claim();
        switch (message.answer()) {
            case GrantAnswer.Given given ->
                watch.granted(claim.id(), new CampaignReply.Granted(state.campaign(), claim, given.coupon()));
            case GrantAnswer.Declined declined -> {
                watch.declined(
                        claim.id(),
                        declined.reason(),
                        new CampaignReply.Declined(declined.reason(), declined.status()));
                announceGathering();
            }
            case GrantAnswer.Unanswered unanswered -> watch.pause(claim.id(), clock.instant());
        }
        if (watch.unrecorded() >= Watch.MAX_UNRECORDED) {
            announceGathering();
        }
        grantPostponed(state.campaign());
        return Effect().none();
    }

    private void grantPostponed(Campaign campaign) {
        while (watch.hasRoom() && !postponed.isEmpty()) {
            Claim claim = campaign.live().get(postponed.remove());
            if (claim != null && !claim.granted() && watch.mayCall(claim.id(), clock.instant())) {
                grant(campaign, claim);
            }
        }
    }

    /** Looks after what is watched: grants that are due, claims that are to fall back, answers that are not recorded yet. */
    private Effect<StoredCampaignEvent, RecordedCampaign> tick(RecordedCampaign state) {
        Instant now = clock.instant();
        watch.keepPausesOf(state.campaign().live().keySet());
        for (Claim claim : state.campaign().live().values()) {
            boolean granted = claim.granted();
            if (watch.mayCall(claim.id(), now)) {
                if (!granted) {
                    grant(state.campaign(), claim);
                } else if (claim.isDue(now)) {
                    takeBack(claim);
                }
            }
        }
        if (watch.unrecorded() > 0) {
            watch.recordGrants();
            announceGathering();
        }
        return Effect().none();
    }

    private void takeBack(Claim claim) {
        watch.begin(claim.id());
        context.pipeToSelf(
                customers.takeBack(id, claim),
                (answer, failure) ->
                        new ReturnAnswered(claim.id(), failure == null ? answer : ReturnAnswer.UNANSWERED));
    }

    /** Whatever the answer, the claim is watched until the customer's journal tells its fate; only then its place is free. */
    private Effect<StoredCampaignEvent, RecordedCampaign> returnAnswered(
            RecordedCampaign state, ReturnAnswered message) {
        Claim claim = state.campaign().live().get(message.claimId());
        if (claim != null && claim.granted()) {
            watch.pause(message.claimId(), clock.instant(), returnPause);
        } else {
            watch.forget(message.claimId());
            grantPostponed(state.campaign());
        }
        return Effect().none();
    }

    private Effect<StoredCampaignEvent, RecordedCampaign> settle(RecordedCampaign state, Settle message) {
        return state.campaign()
                .settled(message.news(), message.zone(), clock.instant())
                .<Effect<StoredCampaignEvent, RecordedCampaign>>map(event -> Effect()
                        .persist(StoredCampaignEvent.following(state.chainHash(), event))
                        .thenReply(message.replyTo(), evolved -> new CampaignReply.Done()))
                .orElseGet(() -> Effect().reply(message.replyTo(), new CampaignReply.Done()));
    }

    private Effect<StoredCampaignEvent, RecordedCampaign> draw(RecordedCampaign state, CampaignMessage.Draw message) {
        return state.campaign()
                .drawn(id, message.purchases(), conditions, message.zone(), clock.instant())
                .<Effect<StoredCampaignEvent, RecordedCampaign>>map(event -> Effect()
                        .persist(StoredCampaignEvent.following(state.chainHash(), event))
                        .thenRun(evolved -> grantDrawn(evolved.campaign(), event))
                        .thenReply(message.replyTo(), evolved -> new CampaignReply.Done()))
                .orElseGet(() -> Effect().reply(message.replyTo(), new CampaignReply.Done()));
    }

    /** Nobody waits for these: what is not granted at once is by the next tick, or by the next node. */
    private void grantDrawn(Campaign campaign, CampaignEvent event) {
        if (event.change() instanceof Change.SurprisesDrawn drawn && drawn.won() != null) {
            for (Claim claim : drawn.won().claims()) {
                if (watch.mayCall(claim.id(), clock.instant())) {
                    grant(campaign, claim);
                }
            }
        }
    }

    // Snapshots.

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    @Override
    public SnapshotAdapter<RecordedCampaign> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(RecordedCampaign state) {
                return CampaignSnapshotMapper.toProto(state);
            }

            @Override
            public RecordedCampaign fromJournal(Object from) {
                return CampaignSnapshotMapper.toDomain((CampaignSnapshot) from);
            }
        };
    }
}
