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
import akka.projection.jdbc.javadsl.JdbcHandler;
import akka.projection.jdbc.javadsl.JdbcProjection;
import java.util.List;
import javax.sql.DataSource;

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

    /** The same over a source that knows by itself where it begins. */
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

    private static Projection<FeedEnvelope> projection(
            ActorSystem<?> system, String name, FeedSourceProvider source, DataSource tables, FeedHandler handler) {
        // A group is one transaction with its offset; an offset for each event would cost a commit for each.
        return JdbcProjection.groupedWithin(
                ProjectionId.of(name, "all"),
                source,
                () -> FeedSession.open(tables),
                () -> new GroupHandler(handler),
                system);
    }

    /** The shape in which Akka Projection wants a handler. */
    private static final class GroupHandler extends JdbcHandler<List<FeedEnvelope>, FeedSession> {
        private final FeedHandler handler;

        GroupHandler(FeedHandler handler) {
            this.handler = handler;
        }

        @Override
        public void process(FeedSession session, List<FeedEnvelope> envelopes) throws Exception {
            handler.apply(session.connection(), envelopes);
        }
    }
}
