package dev.giveback.platform.feed;

import static dev.giveback.platform.feed.FeedTables.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Readers that share a window see what each would have read by itself. */
final class FeedWindowTest {
    private static final int ROWS = 6_000;

    private final List<FeedEnvelope> journal = new ArrayList<>();
    private long nanos = 1;
    private int queries;
    private FeedWindow window = new FeedWindow(() -> nanos);

    private void write(int rows) {
        for (int i = 0; i < rows; i++) {
            int number = journal.size();
            journal.add(new FeedEnvelope(
                    new FeedOffset(1 + number / 3, 1 + number),
                    (number % 4 == 0 ? "program|" : "customer|") + number % 7,
                    number,
                    Instant.EPOCH,
                    1,
                    "C1",
                    ByteString.copyFromUtf8("event " + number)));
        }
    }

    private FeedPage query(FeedOffset after, int limit) {
        queries++;
        // The ordering counts the rows.
        int seen = Math.toIntExact(after.ordering());
        List<FeedEnvelope> page = List.copyOf(journal.subList(seen, Math.min(journal.size(), seen + limit)));
        return new FeedPage(page, page.isEmpty() ? after : page.getLast().offset(), page.size());
    }

    private FeedPage read(FeedOffset after, String prefix, int limit) throws SQLException {
        FeedPage near = window.read(after, List.of(prefix), limit, place -> query(place, limit));
        if (near != null) {
            return near;
        }
        FeedPage all = query(after, limit);
        return new FeedPage(
                all.envelopes().stream()
                        .filter(row -> row.persistenceId().startsWith(prefix))
                        .toList(),
                all.next(),
                all.rowsSeen());
    }

    @Test
    void eachReaderSeesEveryRowThatItWantsOnceAndInOrder() throws SQLException {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            journal.clear();
            window = new FeedWindow(() -> nanos);
            Map<Integer, FeedOffset> places = new HashMap<>();
            Map<Integer, List<String>> seen = new HashMap<>();
            List<String> prefixes = List.of("", "customer|", "program|", "customer|");
            while (journal.size() < ROWS
                    || places.size() < 4
                    || places.values().stream().anyMatch(this::isBehind)) {
                if (journal.size() < ROWS) {
                    write(random.nextInt(60));
                }
                nanos += random.nextLong(TimeUnit.MILLISECONDS.toNanos(15));
                // The last reader is slow, and the window leaves it behind.
                int reader = random.nextInt(10) > 8 ? 3 : random.nextInt(3);
                int limit = reader == 2 ? 50 : 200;
                FeedPage page = read(places.getOrDefault(reader, FeedOffset.START), prefixes.get(reader), limit);
                places.put(reader, page.next());
                seen.computeIfAbsent(reader, none -> new ArrayList<>()).addAll(names(page.envelopes()));
            }
            for (int reader = 0; reader < 4; reader++) {
                String prefix = prefixes.get(reader);
                assertThat(seen.get(reader))
                        .as("seed %s, reader %s", seed, reader)
                        .isEqualTo(names(journal.stream()
                                .filter(row -> row.persistenceId().startsWith(prefix))
                                .toList()));
            }
        }
    }

    private boolean isBehind(FeedOffset place) {
        return place.compareTo(journal.getLast().offset()) < 0;
    }

    @Test
    void oneQueryServesAllWhoAskWithinTwentyMilliseconds() throws SQLException {
        write(10);
        for (int reader = 0; reader < 5; reader++) {
            assertThat(read(FeedOffset.START, "", 100).envelopes()).hasSize(10);
        }
        assertThat(queries).isEqualTo(1);
        write(1);
        assertThat(read(journal.get(9).offset(), "", 100).envelopes()).isEmpty();
        nanos += FeedWindow.FRESH.toNanos();
        assertThat(read(journal.get(9).offset(), "", 100).envelopes()).hasSize(1);
        assertThat(queries).isEqualTo(2);
    }

    @Test
    void aFullPageSaysThatThereIsMore() throws SQLException {
        write(10);
        read(FeedOffset.START, "", 100);
        FeedPage page = read(FeedOffset.START, "program|", 4);
        assertThat(page.rowsSeen()).isEqualTo(4);
        assertThat(page.envelopes()).hasSize(1);
        assertThat(page.next()).isEqualTo(journal.get(3).offset());
    }
}
