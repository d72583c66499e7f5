package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.giveback.access.domain.Approval;
import dev.giveback.access.domain.ApprovalAnswer;
import dev.giveback.access.domain.ApprovalBook;
import dev.giveback.access.domain.ApprovalEvent;
import dev.giveback.access.domain.Decision;
import dev.giveback.access.journal.ApprovalEvents;
import dev.giveback.access.journal.ApprovalSnapshots;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.journal.Recorded;
import dev.giveback.access.journal.StoredAccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** The policy and the approvals of one program, wherever in the cluster it lives. */
final class ApprovalsActor extends EventSourcedBehavior<ApprovalMessage, StoredAccessEvent, Recorded<ApprovalBook>> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<ApprovalMessage> TYPE_KEY = EntityTypeKey.create(ApprovalMessage.class, "approvals");

    private static final int EVENTS_PER_SNAPSHOT = 200;
    private static final int SNAPSHOTS_KEPT = 2;

    private final InstantSource clock;

    private ApprovalsActor(String program, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.approvals(program)),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(2), 0.2));
        this.clock = clock;
    }

    /** @param clock read once a message */
    static Behavior<ApprovalMessage> create(String program, InstantSource clock) {
        return new ApprovalsActor(program, clock);
    }

    @Override
    public Recorded<ApprovalBook> emptyState() {
        return Recorded.empty(ApprovalBook.EMPTY);
    }

    @Override
    public CommandHandler<ApprovalMessage, StoredAccessEvent, Recorded<ApprovalBook>> commandHandler() {
        return (recorded, message) -> switch (message) {
            case ApprovalMessage.Decide decide -> decide(recorded, decide);
            case ApprovalMessage.ReadPolicy read -> Effect().reply(read.replyTo(), policyOf(recorded.state()));
            case ApprovalMessage.Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<Recorded<ApprovalBook>, StoredAccessEvent> eventHandler() {
        return (recorded, stored) ->
                new Recorded<>(recorded.state().evolve(ApprovalEvents.toDomain(stored.event())), stored.chainHash());
    }

    private Effect<StoredAccessEvent, Recorded<ApprovalBook>> decide(
            Recorded<ApprovalBook> recorded, ApprovalMessage.Decide message) {
        ActorRef<ApprovalReply> replyTo = message.replyTo();
        Instant now = Moments.now(clock);
        return switch (recorded.state().decide(message.command(), now)) {
            case Decision.Accepted<ApprovalEvent, ApprovalAnswer> accepted -> {
                ApprovalEvent event = accepted.event();
                yield Effect()
                        .persist(StoredAccessEvent.following(
                                recorded.chainHash(), ApprovalEvents.toProto(event, message.requestJson())))
                        .thenReply(replyTo, changed -> reply(changed.state(), event, now));
            }
            case Decision.Repeated<ApprovalEvent, ApprovalAnswer> repeated ->
                Effect().reply(replyTo, reply(repeated.answer(), now));
            case Decision.Rejected<ApprovalEvent, ApprovalAnswer> rejected ->
                Effect().reply(replyTo, new ApprovalReply.Refused(rejected.refusal()));
        };
    }

    private static ApprovalReply reply(ApprovalBook book, ApprovalEvent event, Instant now) {
        return switch (event) {
            case ApprovalEvent.ApprovalAsked asked -> new ApprovalReply.Stands(asked.approval(), now);
            case ApprovalEvent.ApprovalReviewed reviewed -> new ApprovalReply.Stands(held(book, reviewed.id()), now);
            case ApprovalEvent.PolicyChanged changed -> policyOf(book);
        };
    }

    private static Approval held(ApprovalBook book, long id) {
        return Objects.requireNonNull(book.approvals().get(id), "an approval that was just decided");
    }

    private static ApprovalReply reply(ApprovalAnswer answer, Instant now) {
        return switch (answer) {
            case ApprovalAnswer.NotNeeded notNeeded -> new ApprovalReply.NotNeeded();
            case ApprovalAnswer.Stands stands -> new ApprovalReply.Stands(stands.approval(), now);
            case ApprovalAnswer.PolicyIs policy -> new ApprovalReply.PolicyIs(policy.policy(), policy.version());
        };
    }

    private static ApprovalReply policyOf(ApprovalBook book) {
        return new ApprovalReply.PolicyIs(book.policy(), book.policyVersion());
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    @Override
    public SnapshotAdapter<Recorded<ApprovalBook>> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(Recorded<ApprovalBook> state) {
                return ApprovalSnapshots.toProto(state);
            }

            @Override
            public Recorded<ApprovalBook> fromJournal(Object from) {
                return ApprovalSnapshots.toDomain((AccessSnapshot) from);
            }
        };
    }
}
