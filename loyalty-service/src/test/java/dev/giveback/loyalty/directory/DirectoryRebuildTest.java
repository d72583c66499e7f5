package dev.giveback.loyalty.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilds beside a projection that runs, over random events whose sums are known without our code. */
@Timeout(180)
final class DirectoryRebuildTest {
    private static final long SEED = 20_261_126L;
    private static final RebuildSteps QUIET = new RebuildSteps() {
        @Override
        public void step() {}

        @Override
        public void at(long events, long total) {}
    };

    private final DirectoryTables tables = new DirectoryTables();
    private final JournalDatabase journal = new JournalDatabase(
            tables.database.jdbcUrl(), tables.database.user(), tables.database.password(), DirectoryTables.SCHEMA);
    private final HikariDataSource pool = journal.openPool("directory", 6);
    private final DirectoryRebuild rebuild = new DirectoryRebuild(pool);
    private final Directory directory = new Directory(pool);
    private final History history = new History(SEED);
    private final ActorTestKit kit = ActorTestKit.create(
            "directory",
            ConfigFactory.parseString("akka.actor.provider = local")
                    .withFallback(JournalConfig.of(journal, 3))
                    .withFallback(ConfigFactory.load()));

    @BeforeEach
    void project() throws Exception {
        tables.store(history.next(2_000));
        DirectoryProjection.start(kit.system(), JournalFeed.over(pool), pool);
        awaitEvents(2_000);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        pool.close();
        tables.close();
    }

    @Test
    void aDirectoryThatIsRightHasNoDifference() throws Exception {
        RebuildOutcome outcome = rebuild.all(false, QUIET);

        assertThat(outcome.isSame()).isTrue();
        assertThat(outcome.events()).isEqualTo(2_000);
        assertThat(outcome.customers().rows()).isEqualTo(tables.number("SELECT count(*) FROM customer_directory"));
        assertAgreement();
        assertNoRemains();
    }

    @Test
    void whatWasEditedIsReportedExactlyAndGoneAfterTheSwitch() throws Exception {
        String edited = someCustomer("tea", 0);
        String deleted = someCustomer("tea", 1);
        long total = tables.number(
                "SELECT total FROM customer_directory WHERE program = 'tea' AND customer = '" + deleted + "'");
        tables.execute("UPDATE customer_directory SET earned = earned + 7, total = total - 5"
                + " WHERE program = 'tea' AND customer = '" + edited + "'");
        tables.execute("DELETE FROM customer_directory WHERE program = 'tea' AND customer = '" + deleted + "'");
        tables.execute("INSERT INTO customer_directory SELECT total, 1, 2, 3, 4, 5, 6, 7, 8, 9, true, program, 'ghost'"
                + " FROM customer_directory WHERE program = 'books' AND total <> 0 ORDER BY customer LIMIT 1");
        long ghost = tables.number("SELECT total FROM customer_directory WHERE customer = 'ghost'");
        tables.execute("UPDATE program_totals SET outstanding = outstanding + 1 WHERE program = 'books'");

        RebuildOutcome compared = rebuild.all(true, QUIET);

        assertThat(compared.switched()).isFalse();
        assertDifference(compared, edited, deleted, 5 + total - ghost, 5 + Math.abs(total) + Math.abs(ghost));
        assertThat(tables.number("SELECT count(*) FROM customer_directory WHERE customer = 'ghost'"))
                .as("compared only")
                .isEqualTo(1);
        assertNoRemains();

        RebuildOutcome switched = rebuild.all(false, QUIET);

        assertThat(switched.switched()).isTrue();
        assertDifference(switched, edited, deleted, 5 + total - ghost, 5 + Math.abs(total) + Math.abs(ghost));
        assertAgreement();
        assertThat(rebuild.all(true, QUIET).isSame()).isTrue();
        tables.store(history.next(500));
        awaitEvents(2_500);
        assertAgreement();
    }

    private void assertDifference(
            RebuildOutcome outcome, String edited, String deleted, long points, long absolutePoints) throws Exception {
        TableDifference customers = outcome.customers();
        assertThat(List.of(customers.missing(), customers.extra(), customers.different()))
                .containsExactly(1L, 1L, 1L);
        assertThat(customers.points()).isEqualTo(points);
        assertThat(customers.absolutePoints()).isEqualTo(absolutePoints);
        assertThat(customers.examples())
                .contains(
                        new RowDifference("customers", List.of("tea", deleted), RowDifference.Kind.MISSING, List.of()),
                        new RowDifference("customers", List.of("books", "ghost"), RowDifference.Kind.EXTRA, List.of()));
        RowDifference row = customers.examples().stream()
                .filter(each -> each.kind() == RowDifference.Kind.DIFFERENT)
                .findFirst()
                .orElseThrow();
        assertThat(row.key()).containsExactly("tea", edited);
        assertThat(row.columns()).extracting(RowDifference.Column::name).containsExactly("total", "earned");
        RowDifference.Column earned = row.columns().get(1);
        assertThat(Long.parseLong(earned.live()) - Long.parseLong(earned.rebuilt()))
                .isEqualTo(7);
        assertThat(outcome.programs().different()).isEqualTo(1);
        assertThat(outcome.programs().examples().getFirst().columns())
                .extracting(RowDifference.Column::name)
                .containsExactly("outstanding");
    }

    @Test
    void rebuildsWhileEventsPourInLeaveWhatAnIndependentSumSays() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong stored = new AtomicLong(2_000);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                while (!enough.get()) {
                    tables.store(history.next(70));
                    stored.addAndGet(70);
                }
            } catch (Exception failed) {
                failure.set(failed);
            }
        });
        long differences = 0;
        for (int i = 0; i < 6; i++) {
            if (i % 2 == 1) {
                tables.execute("UPDATE customer_directory SET spent = spent + 1 WHERE customer IN ('c1', 'c2')");
            }
            RebuildOutcome outcome = rebuild.all(false, QUIET);
            assertThat(outcome.customers().missing() + outcome.customers().extra())
                    .as("both stand at the same event")
                    .isZero();
            differences += outcome.customers().different();
        }
        enough.set(true);
        writer.join();
        assertThat(failure.get()).isNull();
        awaitEvents(stored.get());

        assertThat(differences).as("only what was edited").isEqualTo(3 * editedCustomers());
        assertAgreement();
        assertThat(rebuild.all(true, QUIET).isSame()).isTrue();
    }

    private long editedCustomers() throws Exception {
        return tables.number("SELECT count(*) FROM customer_directory WHERE customer IN ('c1', 'c2')");
    }

    @Test
    void oneThatIsCancelledChangesNothingAndLeavesNothing() throws Exception {
        tables.execute("UPDATE customer_directory SET earned = earned + 7 WHERE customer = 'c1'");
        RebuildSteps cancelled = new RebuildSteps() {
            @Override
            public void step() throws InterruptedException {
                throw new InterruptedException("cancelled");
            }

            @Override
            public void at(long events, long total) {}
        };

        assertThatThrownBy(() -> rebuild.all(false, cancelled)).isInstanceOf(InterruptedException.class);

        assertNoRemains();
        RebuildOutcome after = rebuild.all(true, QUIET);
        assertThat(after.customers().different()).isPositive();
    }

    @Test
    void whatOneLeftThatDiedIsInNobodysWay() throws Exception {
        tables.execute("CREATE TABLE rebuild_customer_directory (nonsense text)");
        tables.execute("CREATE TABLE rebuild_saga_under_way (nonsense text)");

        assertThat(rebuild.all(false, QUIET).isSame()).isTrue();

        assertNoRemains();
    }

    @Test
    void twoAtOnceAreOneTooMany() throws Exception {
        AtomicReference<@Nullable Exception> second = new AtomicReference<>();
        RebuildSteps another = new RebuildSteps() {
            @Override
            public void step() {}

            @Override
            public void at(long events, long total) {
                try {
                    rebuild.all(true, QUIET);
                } catch (Exception refused) {
                    second.set(refused);
                }
            }
        };

        rebuild.all(false, another);

        assertThat(second.get())
                .isInstanceOfSatisfying(
                        RebuildRefused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.REBUILD_UNDER_WAY));
    }

    @Test
    void oneCustomerAloneIsPutRightWithTheSumsOfItsProgram() throws Exception {
        String edited = someCustomer("tea", 0);
        String other = someCustomer("tea", 1);
        CustomerRebuild one = new CustomerRebuild(pool);
        tables.execute("UPDATE customer_directory SET earned = earned + 7, revision = revision + 1"
                + " WHERE program = 'tea' AND customer = '" + edited + "'");
        tables.execute("UPDATE program_totals SET earned = earned + 7 WHERE program = 'tea'");

        assertThat(one.rebuild(new CustomerId("tea", other), false).isSame())
                .as("of another one")
                .isFalse();
        RebuildOutcome compared = one.rebuild(new CustomerId("tea", edited), true);
        RebuildOutcome switched = one.rebuild(new CustomerId("tea", edited), false);

        assertThat(compared.customers()).isEqualTo(switched.customers());
        assertThat(switched.customers().different()).isEqualTo(1);
        assertThat(switched.customers().examples().getFirst().columns())
                .extracting(RowDifference.Column::name)
                .containsExactly("earned", "revision");
        tables.store(history.next(500));
        awaitEvents(2_500);
        assertAgreement();
        assertThat(rebuild.all(true, QUIET).isSame()).isTrue();
    }

    @Test
    void aRowThatNobodyHasEventsForGoesAndACustomerThatNobodyKnowsIsRefused() throws Exception {
        CustomerRebuild one = new CustomerRebuild(pool);
        tables.execute("INSERT INTO customer_directory SELECT 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, true, 'tea', 'ghost'");

        RebuildOutcome outcome = one.rebuild(new CustomerId("tea", "ghost"), false);

        assertThat(outcome.customers().extra()).isEqualTo(1);
        assertThat(outcome.customers().points()).isEqualTo(-5);
        assertAgreement();
        assertThatThrownBy(() -> one.rebuild(new CustomerId("tea", "ghost"), false))
                .isInstanceOfSatisfying(
                        RebuildRefused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.CUSTOMER_NOT_FOUND));
    }

    private String someCustomer(String program, int number) throws Exception {
        return directory
                .page(CustomerQuery.all(program, "", number + 1))
                .toCompletableFuture()
                .get()
                .get(number)
                .customerId();
    }

    private void assertAgreement() throws Exception {
        for (String program : history.programs()) {
            assertThat(directory.totals(program).toCompletableFuture().get())
                    .as("%s, seed %d", program, SEED)
                    .isEqualTo(history.expected(program));
        }
        assertThat(problem()).isEqualTo("none");
    }

    /** Rows of the customers, sums and marker agree with each other. */
    private String problem() throws Exception {
        try (var connection = pool.getConnection()) {
            return DirectoryFit.problem(connection).orElse("none");
        }
    }

    private void assertNoRemains() throws Exception {
        assertThat(tables.number("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'rebuild\\_%'"))
                .as("tables that were left")
                .isZero();
    }

    private void awaitEvents(long expected) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (events() < expected && Instant.now().isBefore(end)) {
            Thread.sleep(5);
        }
        assertThat(events()).isEqualTo(expected);
    }

    private long events() throws Exception {
        return tables.number("SELECT coalesce(sum(event_count), 0)::bigint FROM program_totals");
    }
}
