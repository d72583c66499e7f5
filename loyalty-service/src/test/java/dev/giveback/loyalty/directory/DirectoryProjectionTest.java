package dev.giveback.loyalty.directory;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.projection.ProjectionBehavior;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The projection as it runs: from rows of the journal, through an actor system, into the tables. */
final class DirectoryProjectionTest {
    private static final long SEED = 20_261_122L;
    private static final int MANY = 8_000;

    private final DirectoryTables tables = new DirectoryTables();
    private final JournalDatabase journal = new JournalDatabase(
            tables.database.jdbcUrl(), tables.database.user(), tables.database.password(), DirectoryTables.SCHEMA);
    private final HikariDataSource pool = journal.openPool("directory", 4);
    private final Directory directory = new Directory(pool);
    private final History history = new History(SEED);

    @AfterEach
    void dropTables() {
        pool.close();
        tables.close();
    }

    @Test
    void theDirectoryAgreesWithAnIndependentSum() throws Exception {
        tables.store(history.next(2_000));
        ActorTestKit kit = startKit();
        try {
            DirectoryProjection.start(kit.system(), JournalFeed.over(pool), pool);
            awaitEvents(2_000);
            tables.store(history.next(500));
            awaitEvents(2_500);
        } finally {
            kit.shutdownTestKit();
        }
        assertAgreement();
    }

    @Test
    void aProjectionThatIsStoppedOnTheWayCountsNothingTwice() throws Exception {
        // So many that it is not through before it is stopped, however quick the machine is.
        tables.store(history.next(MANY));
        ActorTestKit kit = startKit();
        try {
            ActorRef<ProjectionBehavior.Command> projection =
                    DirectoryProjection.start(kit.system(), JournalFeed.over(pool), pool);
            awaitEvents(200);
            projection.tell(ProjectionBehavior.stopMessage());
            kit.createTestProbe().expectTerminated(projection, Duration.ofSeconds(20));
        } finally {
            kit.shutdownTestKit();
        }
        assertThat(events()).as("a projection that was through shows nothing").isBetween(200L, MANY - 1L);
        ActorTestKit again = startKit();
        try {
            DirectoryProjection.start(again.system(), JournalFeed.over(pool), pool);
            awaitEvents(MANY);
        } finally {
            again.shutdownTestKit();
        }
        assertAgreement();
    }

    @Test
    void eventsOfOthersAreNoneOfItsBusiness() throws Exception {
        FeedEnvelope event = DirectoryTables.envelope("tea", "c1", 1, Events.enrolled());
        tables.store(List.of(
                DirectoryTables.envelope("program|tea", 1, "P1", event.payload()),
                DirectoryTables.envelope("customers|tea|c1", 1, "C1", event.payload()),
                event));
        ActorTestKit kit = startKit();
        try {
            DirectoryProjection.start(kit.system(), JournalFeed.over(pool), pool);
            awaitEvents(1);
        } finally {
            kit.shutdownTestKit();
        }
        assertThat(events()).isEqualTo(1);
    }

    private ActorTestKit startKit() {
        return ActorTestKit.create(
                "directory",
                ConfigFactory.parseString("akka.actor.provider = local")
                        .withFallback(JournalConfig.of(journal, 3))
                        .withFallback(ConfigFactory.load()));
    }

    private void assertAgreement() throws Exception {
        for (String program : history.programs()) {
            ProgramSums expected = history.expected(program);
            assertThat(directory.totals(program).toCompletableFuture().get())
                    .as("%s by its row, seed %d", program, SEED)
                    .isEqualTo(expected);
            assertThat(rowsSummed(program))
                    .as("%s by its customers' rows", program)
                    .isEqualTo(expected);
            assertThat(tables.number(
                            "SELECT sum(next_expiry_millis) FROM customer_directory WHERE program = '" + program + "'"))
                    .isEqualTo(history.expectedExpiries(program));
        }
    }

    /** The same sums from the rows of the customers, through the pages. */
    private ProgramSums rowsSummed(String program) throws Exception {
        List<CustomerEntry> entries = directory
                .page(CustomerQuery.all(program, "", 1_000))
                .toCompletableFuture()
                .get();
        return new ProgramSums(
                entries.size(),
                entries.stream().mapToLong(CustomerEntry::orderCount).sum(),
                new Totals(
                        entries.stream()
                                .mapToLong(entry -> entry.totals().earned())
                                .sum(),
                        entries.stream()
                                .mapToLong(entry -> entry.totals().spent())
                                .sum(),
                        entries.stream()
                                .mapToLong(entry -> entry.totals().expired())
                                .sum(),
                        entries.stream()
                                .mapToLong(entry -> entry.totals().takenBack())
                                .sum(),
                        entries.stream()
                                .mapToLong(entry -> entry.totals().restored())
                                .sum(),
                        entries.stream()
                                .mapToLong(entry -> entry.totals().adjusted())
                                .sum()),
                entries.stream().mapToLong(CustomerEntry::total).sum(),
                entries.stream().mapToLong(CustomerEntry::revision).sum());
    }

    private void awaitEvents(long expected) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (events() < expected && Instant.now().isBefore(end)) {
            Thread.sleep(5);
        }
    }

    private long events() throws Exception {
        return tables.number("SELECT coalesce(sum(event_count), 0)::bigint FROM program_totals");
    }
}
