package dev.giveback.platform.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader says how far it is, and rests while it is paused. */
@SuppressWarnings("NullAway.Init")
final class FeedReaderTest {
    private static final FeedName NAME = new FeedName("news", 8_172_099);
    private static final long HOUR_MILLIS = 3_600_000;

    private TestDatabase database;
    private DataSource tables;
    private FeedReader<Long> reader;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        tables = database.dataSource();
        database.execute("""
                CREATE TABLE feed_progress (reader text PRIMARY KEY, resume_token text NOT NULL, record_millis bigint NOT NULL,
                    earlier_token text NOT NULL DEFAULT '', later_token text NOT NULL DEFAULT '', later_millis bigint NOT NULL DEFAULT 0);
                CREATE TABLE feed_standing (reader text PRIMARY KEY, paused boolean NOT NULL DEFAULT false,
                    current_millis bigint NOT NULL DEFAULT 0)
                """);
    }

    @AfterEach
    void drop() {
        reader.close();
        database.close();
    }

    /** A feed that never ends: a message that was recorded then, at every interval. */
    private record Endless(long intervalMillis, LongSupplier recorded, List<Long> taken) implements Tail<Long> {
        Endless(long intervalMillis, LongSupplier recorded) {
            this(intervalMillis, recorded, new CopyOnWriteArrayList<>());
        }

        @Override
        public Supplier<Iterator<Long>> opening(FeedProgress progress) {
            return () -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Long next() {
                    try {
                        Thread.sleep(intervalMillis);
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(ended);
                    }
                    return recorded.getAsLong();
                }
            };
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public long recordMillis(Long message) {
            return message;
        }

        @Override
        public void record(List<Long> messages, FeedProgress progress) throws SQLException {
            taken.addAll(messages);
            progress.save("place", 0);
        }
    }

    private void start(Endless feed) {
        reader = FeedReader.start(NAME, tables, feed);
    }

    private FeedStanding standing() throws SQLException {
        try (Connection connection = tables.getConnection()) {
            return FeedStanding.read(connection, NAME.reader());
        }
    }

    private void pause(boolean paused) throws SQLException {
        try (Connection connection = tables.getConnection()) {
            FeedStanding.pause(connection, NAME.reader(), paused);
        }
    }

    private static void until(Callable<Boolean> there) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!there.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void oneThatIsToldSomethingAllTheTimeIsCurrentUpToThat() throws Exception {
        Endless busy = new Endless(20, System::currentTimeMillis);
        start(busy);
        until(() -> standing().currentMillis() > 0);
        assertThat(standing().currentMillis()).isGreaterThan(standing().nowMillis() - HOUR_MILLIS / 2);
    }

    @Test
    void oneThatCatchesUpIsOnlyAsFarAsWhatItTook() throws Exception {
        long recorded = System.currentTimeMillis() - HOUR_MILLIS;
        Endless old = new Endless(20, () -> recorded);
        start(old);
        until(() -> standing().currentMillis() > 0);
        assertThat(standing().currentMillis()).isEqualTo(recorded);
    }

    @Test
    void whatIsRecordedLaterThanNowIsCurrentNow() throws Exception {
        Endless early = new Endless(20, () -> System.currentTimeMillis() + HOUR_MILLIS);
        start(early);
        until(() -> standing().currentMillis() > 0);
        assertThat(standing().currentMillis()).isLessThanOrEqualTo(standing().nowMillis());
    }

    @Test
    void oneThatIsToldNothingIsCurrent() throws Exception {
        Endless silent = new Endless(Long.MAX_VALUE / 1_000_000, () -> 0);
        start(silent);
        until(() -> standing().currentMillis() > 0);
        assertThat(silent.taken()).isEmpty();
    }

    @Test
    void oneThatIsPausedTakesNothingUntilItGoesOn() throws Exception {
        Endless busy = new Endless(5, System::currentTimeMillis);
        pause(true);
        start(busy);
        // Nobody can know that it will not begin; it looks more than once in this time.
        Thread.sleep(1_200);
        assertThat(busy.taken()).isEmpty();
        assertThat(standing().paused()).isTrue();
        pause(false);
        until(() -> !busy.taken().isEmpty());
        pause(true);
        until(() -> isUnchanging(busy.taken()));
        assertThat(standing().currentMillis()).isPositive();
        assertThat(standing().paused()).isTrue();
    }

    private static boolean isUnchanging(List<Long> taken) throws InterruptedException {
        int before = taken.size();
        Thread.sleep(1_000);
        return taken.size() == before;
    }
}
