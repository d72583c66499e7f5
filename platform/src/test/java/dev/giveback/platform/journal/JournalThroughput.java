package dev.giveback.platform.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Measures how many events a second actors store that each persist one after the other, with the group commit and with the
 * plugin's own writer in turn. A program, not a test: figures belong in a report, not in an assertion. Arguments: the
 * rounds, the seconds of each, and the extra settings of a third variant of the group commit, if any.
 */
final class JournalThroughput {
    private static final int PAYLOAD_BYTES = 110;

    private JournalThroughput() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Duration span = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Path data = Files.createTempDirectory("giveback-throughput");
        try (TestServer server = TestServer.start(data)) {
            System.out.println("writer\tactors\tevents/s\trows a transaction\tJVM µs an event\tPostgreSQL µs an event");
            for (int round = 0; round < rounds; round++) {
                for (int actors : List.of(1, 10, 100, 1_000)) {
                    measure(server, span, actors, Variant.GROUP_COMMIT, "");
                    measure(server, span, actors, Variant.PLUGIN, "");
                    if (arguments.length > 2) {
                        measure(server, span, actors, Variant.GROUP_COMMIT, arguments[2]);
                    }
                }
            }
        }
    }

    private static void measure(TestServer server, Duration span, int actors, Variant variant, String settings)
            throws Exception {
        try (TestDatabase database = server.createDatabase();
                JournalSystem system = JournalSystem.start(database, variant == Variant.PLUGIN, settings)) {
            LongAdder stored = new LongAdder();
            AtomicBoolean stop = new AtomicBoolean();
            ActorTestKit kit = system.kit();
            for (int i = 0; i < actors; i++) {
                ActorRef<Next> actor = kit.spawn(Storing.create("actor-" + i, stored, stop));
                actor.tell(Next.ONE);
            }
            Thread.sleep(span);
            Mark start = Mark.now(server, stored);
            Thread.sleep(span);
            Mark end = Mark.now(server, stored);
            stop.set(true);
            long transactions = JournalTable.number(
                    database.dataSource(JournalSystem.SCHEMA),
                    "SELECT count(DISTINCT transaction_id) FROM event_journal");
            System.out.println(
                    variant + settings + "\t" + actors + "\t" + end.since(start, (double) stored.sum() / transactions));
            Thread.sleep(200);
        }
    }

    private enum Variant {
        GROUP_COMMIT,
        PLUGIN
    }

    /** What has been done and used until one moment. */
    private record Mark(long nanos, long events, Duration jvm, Duration database) {

        static Mark now(TestServer server, LongAdder stored) {
            Duration database = ProcessHandle.of(server.pid()).stream()
                    .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
            Duration jvm = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return new Mark(System.nanoTime(), stored.sum(), jvm, database);
        }

        String since(Mark start, double rowsPerTransaction) {
            double done = Math.max(1, events - start.events);
            return "%.0f\t%.1f\t%.0f\t%.0f"
                    .formatted(
                            done * 1e9 / (nanos - start.nanos),
                            rowsPerTransaction,
                            jvm.minus(start.jvm).toNanos() / 1e3 / done,
                            database.minus(start.database).toNanos() / 1e3 / done);
        }
    }

    private enum Next {
        ONE
    }

    /** Stores one event after the other until it is told to stop. */
    private static final class Storing extends EventSourcedBehavior<Next, byte[], Boolean> {
        private final ActorRef<Next> self;
        private final LongAdder stored;
        private final AtomicBoolean stop;

        static Behavior<Next> create(String persistenceId, LongAdder stored, AtomicBoolean stop) {
            return Behaviors.setup(context -> new Storing(context.getSelf(), persistenceId, stored, stop));
        }

        private Storing(ActorRef<Next> self, String persistenceId, LongAdder stored, AtomicBoolean stop) {
            super(PersistenceId.ofUniqueId(persistenceId));
            this.self = self;
            this.stored = stored;
            this.stop = stop;
        }

        @Override
        public Boolean emptyState() {
            return true;
        }

        @Override
        public CommandHandler<Next, byte[], Boolean> commandHandler() {
            return (state, command) -> {
                if (stop.get()) {
                    return Effect().stop();
                }
                return Effect().persist(new byte[PAYLOAD_BYTES]).thenRun(() -> {
                    stored.increment();
                    self.tell(Next.ONE);
                });
            };
        }

        @Override
        public EventHandler<Boolean, byte[]> eventHandler() {
            return (state, event) -> true;
        }
    }
}
