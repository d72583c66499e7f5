package dev.giveback.platform.acts;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import dev.giveback.journal.v1.AdminActBegun;
import dev.giveback.journal.v1.AdminActEnded;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of what admins did: one actor in the cluster. An act is durable before the work begins, so nothing is done that nobody
 * recorded; how it ended is recorded after.
 */
public final class AdminActs {
    /** The persistence id of the acts of a service. */
    public static final String PERSISTENCE_ID = "admin|acts";

    private static final Logger LOG = LoggerFactory.getLogger(AdminActs.class);

    private final Recorder recorder;

    /** How steps are recorded. */
    @FunctionalInterface
    interface Recorder {
        CompletionStage<Long> record(Function<ActorRef<Long>, ActMessage> step);
    }

    AdminActs(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Starts the journal of the acts on this node; call it once a node.
     *
     * @param timeout after which an answer is given up
     */
    public static AdminActs start(ActorSystem<?> system, InstantSource clock, Duration timeout) {
        ActorRef<ActMessage> actor = ClusterSingleton.get(system)
                .init(SingletonActor.of(ActActor.create(clock), "admin-acts")
                        .withStopMessage(ActMessage.Stop.INSTANCE));
        return new AdminActs(step -> AskPattern.ask(actor, step::apply, timeout, system.scheduler()));
    }

    /** For a service whose works are acts that something else has recorded before they come to it: they are numbered here, by this node, and not kept. */
    public static AdminActs recordedElsewhere() {
        AtomicLong latest = new AtomicLong();
        return new AdminActs(step -> CompletableFuture.completedFuture(latest.incrementAndGet()));
    }

    /** Records that an act begins, and gives its id when that is durable. */
    public CompletionStage<Long> begin(AdminAsk ask) {
        AdminActBegun begun = AdminActBegun.newBuilder()
                .setVerb(ask.verb())
                .setSubject(ask.subject())
                .setPrincipal(ask.principal())
                .setOperator(ask.operator())
                .setReason(ask.reason())
                .putAllDetails(ask.details())
                .build();
        return recorder.record(replyTo -> ActMessage.Step.of(begun, replyTo));
    }

    /** Records how an act ended. It never fails: what was done is done, and a missing end says that it was not recorded. */
    public CompletionStage<?> end(long actId, ActOutcome outcome, Map<String, String> details) {
        AdminActEnded ended = AdminActEnded.newBuilder()
                .setActId(actId)
                .setOutcome(outcome.name())
                .putAllDetails(details)
                .build();
        CompletionStage<Long> recorded;
        try {
            recorded = recorder.record(replyTo -> ActMessage.Step.of(ended, replyTo));
        } catch (RuntimeException failed) {
            recorded = CompletableFuture.failedFuture(failed);
        }
        return recorded.exceptionally(failure -> {
            LOG.warn("The end of act {} was not recorded.", actId, failure);
            return 0L;
        });
    }

    /** Does something between the records of its beginning and its end; it is not begun when the first is not durable. */
    public <A> CompletionStage<A> around(AdminAsk ask, Act<A> act) {
        return begin(ask).thenCompose(actId -> {
            CompletionStage<A> answer;
            try {
                answer = act.run();
            } catch (RuntimeException failed) {
                answer = CompletableFuture.failedFuture(failed);
            }
            return answer.handle((result, failure) -> end(actId, outcome(failure), figures(act, result, failure)))
                    .thenCompose(recorded -> recorded)
                    .thenCombine(answer, (recorded, result) -> result);
        });
    }

    /** A record without figures is better than none: what was done is done. */
    private static <A> Map<String, String> figures(Act<A> act, @Nullable A result, @Nullable Throwable failure) {
        try {
            return act.figures(result, failure);
        } catch (RuntimeException unknown) {
            LOG.warn("What came of an act could not be told.", unknown);
            return Map.of();
        }
    }

    /** How an act ended that failed with this; OK for null. */
    static ActOutcome outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return ActOutcome.OK;
        }
        Throwable root = CallFailure.rootOf(failure);
        if (root instanceof StatusRuntimeException status) {
            Status.Code code = status.getStatus().getCode();
            return switch (code) {
                case CANCELLED -> ActOutcome.CANCELLED;
                case INTERNAL, UNAVAILABLE, UNKNOWN, DEADLINE_EXCEEDED, DATA_LOSS -> ActOutcome.FAILED;
                default -> ActOutcome.REFUSED;
            };
        }
        return ActOutcome.FAILED;
    }

    /** Something short that an admin asks for. */
    @FunctionalInterface
    public interface Act<A> {
        /** Does it. */
        CompletionStage<A> run();

        /** What came of it, for the record; either may be null. */
        default Map<String, String> figures(@Nullable A result, @Nullable Throwable failure) {
            return Map.of();
        }
    }
}
