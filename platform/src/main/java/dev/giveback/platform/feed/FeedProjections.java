package dev.giveback.platform.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import akka.projection.Projection;
import akka.projection.ProjectionBehavior;
import akka.projection.ProjectionId;
import akka.projection.javadsl.ProjectionManagement;
import akka.projection.jdbc.javadsl.JdbcHandler;
import akka.projection.jdbc.javadsl.JdbcProjection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Starts projections of the feed into tables: each event takes effect exactly once. */
public final class FeedProjections {
    private FeedProjections() {}

    /**
     * Starts the projection {@code name}, once in the cluster, or in this process when it is no cluster. It goes on where
     * it stopped, begins again after a pause when it fails, and never skips an event.
     *
     * @param name of the projection; its offset is kept under it, so a new name begins from the start
     * @param prefix of the persistence ids that are wanted; empty for all
     * @param tables gives the connections for the handler; the offset tables must be in the same schema as its tables
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system,
            String name,
            JournalFeed feed,
            String prefix,
            DataSource tables,
            FeedHandler handler) {
        return start(system, name, new FeedSourceProvider(feed, prefix), tables, handler);
    }

    /** The same over a source that knows by itself where it begins; its handler must pass over what its tables hold already. */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, String name, FeedSourceProvider source, DataSource tables, FeedHandler handler) {
        Behavior<ProjectionBehavior.Command> behavior =
                ProjectionBehavior.create(projection(system, name, source, tables, handler));
        if (system.settings().config().getString("akka.actor.provider").equals("cluster")) {
            return ClusterSingleton.get(system)
                    .init(SingletonActor.of(behavior, "projection-" + name)
                            .withStopMessage(ProjectionBehavior.stopMessage()));
        }
        return system.systemActorOf(behavior, "projection-" + name, Props.empty());
    }

    /** Has the projection {@code name} begin anew where its source says, wherever in the cluster it runs; true when it does. */
    public static CompletionStage<Boolean> restart(ActorSystem<?> system, String name) {
        return ProjectionManagement.get(system).clearOffset(id(name)).thenApply(done -> true);
    }

    /** Pauses or resumes the projection {@code name}, wherever in the cluster it runs; Akka keeps that over a restart. True when it is so. */
    public static CompletionStage<Boolean> pause(ActorSystem<?> system, String name, boolean paused) {
        ProjectionManagement projections = ProjectionManagement.get(system);
        return (paused ? projections.pause(id(name)) : projections.resume(id(name))).thenApply(done -> true);
    }

    /** How Akka names the projection {@code name}. */
    static ProjectionId id(String name) {
        return ProjectionId.of(name, "all");
    }

    private static Projection<FeedEnvelope> projection(
            ActorSystem<?> system, String name, FeedSourceProvider source, DataSource tables, FeedHandler handler) {
        // A group is one transaction with its offset; an offset for each event would cost a commit for each.
        return JdbcProjection.groupedWithin(
                id(name),
                source,
                () -> FeedSession.open(tables, name),
                () -> new GroupHandler(name, handler, source.beginsWhereTablesSay()),
                system);
    }

    /**
     * The shape in which Akka Projection wants a handler, and a fence. For a moment two nodes may run the same projection: where a cluster falls apart wrongly, or
     * where nodes that are no cluster are on one database. Akka's offset alone would let both apply the same events. Tables that say themselves where they
     * stand are their own fence: once they are emptied, they are told again what Akka's offset has long passed.
     *
     * <p>A commit does not wait for the disk, so a database that crashed may have lost the latest ones. What is kept must then be what this handler applied
     * last, or events would be missing between the two.
     */
    private static final class GroupHandler extends JdbcHandler<List<FeedEnvelope>, FeedSession> {
        private final String name;
        private final FeedHandler handler;
        private final boolean tablesFence;

        /** Null before the first group. */
        private @Nullable FeedOffset applied;

        GroupHandler(String name, FeedHandler handler, boolean tablesFence) {
            this.name = name;
            this.handler = handler;
            this.tablesFence = tablesFence;
        }

        @Override
        public void process(FeedSession session, List<FeedEnvelope> envelopes) throws Exception {
            FeedOffset kept = session.kept();
            if (!tablesFence
                    && kept != null
                    && kept.compareTo(envelopes.getFirst().offset()) >= 0) {
                // The projection then begins again after what is kept.
                throw new FeedException("projection " + name + ": another node has applied events up to " + kept, null);
            }
            if (applied != null && !applied.equals(kept)) {
                throw new FeedException(
                        "projection " + name + ": the tables stand at " + kept + " (expected: " + applied
                                + "; the database has lost its latest commits, or was put back)",
                        null);
            }
            handler.apply(session.connection(), envelopes);
            applied = envelopes.getLast().offset();
        }
    }
}
