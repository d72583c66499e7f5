package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import dev.giveback.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.runtime.BoxedUnit;
import scala.util.Try;

final class GroupCommitWriterTest {
    private final List<Runnable> started = new ArrayList<>();

    @Test
    void aWriteThatFindsTheQueueFullIsRefusedAndTheOthersWait() {
        GroupCommitWriter writer = writer(started::add);
        JournalWrite first = write("a", 2);
        JournalWrite tooMuch = write("b", 2);
        JournalWrite fits = write("c", 1);
        List.of(first, tooMuch, fits).forEach(writer::submit);

        assertThat(failure(tooMuch)).hasMessageContaining("3 rows waiting");
        assertThat(first.outcome().isCompleted()).isFalse();
        assertThat(fits.outcome().isCompleted()).isFalse();
    }

    @Test
    void aLostConnectionFailsTheWholeBatchAtOnce() {
        GroupCommitWriter writer = writer(started::add);
        JournalWrite first = write("a", 1);
        JournalWrite second = write("b", 1);
        writer.submit(first);
        writer.submit(second);
        started.forEach(Runnable::run);

        assertThat(failure(first)).hasMessage("gone").isSameAs(failure(second));
    }

    @Test
    void aWriterThatMeetsAnErrorFailsItsBatchAndTheNextIsWritten() {
        GroupCommitWriter writer = new GroupCommitWriter(
                () -> {
                    throw new StackOverflowError("too deep");
                },
                started::add,
                new GroupCommitWriter.Limits(100, 16, 1_000, 1, Duration.ZERO),
                batch -> {});
        JournalWrite first = write("a", 1);
        writer.submit(first);
        started.forEach(Runnable::run);
        JournalWrite second = write("b", 1);
        writer.submit(second);

        // Scala boxes errors.
        assertThat(failure(first)).hasRootCauseMessage("too deep");
        assertThat(started).as("a writer is begun for the second").hasSize(2);
    }

    @Test
    void aWriteAfterTheShutdownIsRefused() {
        GroupCommitWriter writer = writer(task -> {
            throw new RejectedExecutionException("shut down");
        });
        JournalWrite write = write("a", 1);
        writer.submit(write);

        assertThat(failure(write)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aBatchEndsAtItsRowsAndAtItsBytes() {
        // Five writes of one row and four bytes each.
        assertThat(batches(new GroupCommitWriter.Limits(100, 2, 1_000, 1, Duration.ZERO)))
                .containsExactly(2, 2, 1);
        assertThat(batches(new GroupCommitWriter.Limits(100, 400, 12, 1, Duration.ZERO)))
                .containsExactly(3, 2);
        assertThat(batches(new GroupCommitWriter.Limits(100, 400, 1, 1, Duration.ZERO)))
                .containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void aSecondWriterBeginsWhenAQuarterOfABatchWaits() {
        GroupCommitWriter writer = new GroupCommitWriter(
                GroupCommitWriterTest::noConnection,
                started::add,
                new GroupCommitWriter.Limits(100, 16, 1_000, 2, Duration.ZERO),
                batch -> {});
        List<Integer> writers = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            writer.submit(write(id, 1));
            writers.add(started.size());
        }
        assertThat(writers).containsExactly(1, 1, 1, 2, 2);
    }

    @Test
    void aBusyWriterLetsTheNextBatchGather() {
        List<Integer> sizes = new ArrayList<>();
        List<Long> pauses = new ArrayList<>();
        ArrayDeque<String> late = new ArrayDeque<>(List.of("d", "e"));
        withDatabase(source -> {
            GroupCommitWriter[] writer = new GroupCommitWriter[1];
            writer[0] = new GroupCommitWriter(
                    source::getConnection,
                    started::add,
                    new GroupCommitWriter.Limits(100, 16, 1_000, 1, Duration.ofMillis(3)),
                    batch -> sizes.add(batch.rows()),
                    nanos -> {
                        pauses.add(nanos);
                        late.forEach(id -> writer[0].submit(write(id, 1)));
                        late.clear();
                    });
            List.of("a", "b").forEach(id -> writer[0].submit(write(id, 1)));
            started.forEach(Runnable::run);
        });
        assertThat(sizes).containsExactly(2, 2);
        assertThat(pauses).containsExactly(3_000_000L, 3_000_000L);
    }

    @Test
    void aWriterOfSingleWritesDoesNotWait() {
        List<Long> pauses = new ArrayList<>();
        withDatabase(source -> {
            GroupCommitWriter writer = new GroupCommitWriter(
                    source::getConnection,
                    started::add,
                    new GroupCommitWriter.Limits(100, 1, 1_000, 1, Duration.ofMillis(3)),
                    batch -> {},
                    pauses::add);
            List.of("a", "b", "c").forEach(id -> writer.submit(write(id, 1)));
            started.forEach(Runnable::run);
        });
        assertThat(pauses).isEmpty();
    }

    private List<Integer> batches(GroupCommitWriter.Limits limits) {
        List<Integer> sizes = new ArrayList<>();
        withDatabase(source -> {
            GroupCommitWriter writer = new GroupCommitWriter(
                    source::getConnection, started::add, limits, batch -> sizes.add(batch.rows()));
            List.of("a", "b", "c", "d", "e").forEach(id -> writer.submit(write(id, 1)));
            started.forEach(Runnable::run);
        });
        return sizes;
    }

    private void withDatabase(Consumer<DataSource> test) {
        try (TestDatabase database = TestDatabase.create()) {
            JournalSchema.migrate(database.dataSource(), JournalSystem.SCHEMA);
            started.clear();
            test.accept(database.dataSource(JournalSystem.SCHEMA));
        }
    }

    private static GroupCommitWriter writer(Executor executor) {
        return new GroupCommitWriter(
                GroupCommitWriterTest::noConnection,
                executor,
                new GroupCommitWriter.Limits(3, 400, 1_000, 1, Duration.ZERO),
                batch -> {});
    }

    private static Connection noConnection() throws SQLException {
        throw new SQLException("gone", "08006");
    }

    private static Throwable failure(JournalWrite write) {
        Try<?> outcome = write.outcome().value().get();
        return outcome.failed().get();
    }

    @SuppressWarnings("unchecked") // Scala's empty list is a list of anything.
    private static JournalWrite write(String persistenceId, int rows) {
        List<JournalAkkaSerializationRow> list = new ArrayList<>();
        for (int i = 1; i <= rows; i++) {
            list.add(new JournalAkkaSerializationRow(
                    Long.MIN_VALUE,
                    false,
                    persistenceId,
                    i,
                    "00000000-0000-0000-0000-000000000000",
                    0,
                    "",
                    "word".getBytes(StandardCharsets.UTF_8),
                    20,
                    "",
                    Option.empty(),
                    Option.empty(),
                    Option.empty()));
        }
        Object none = Nil$.MODULE$;
        return new JournalWrite(list, (Seq<Try<BoxedUnit>>) none);
    }
}
