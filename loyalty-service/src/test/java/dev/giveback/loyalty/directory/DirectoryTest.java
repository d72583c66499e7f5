package dev.giveback.loyalty.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.feed.FeedEnvelope;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
    /** Every character that an id may hold is the first of one, and letters of both cases are in it: locales disagree with bytes. */
    private static final List<String> IDS = List.of(
            "a", "B", "b", "A", "~z", "_z", "-z", ".z", "10", "9", "a-", "a.b", "a~", "aB", "ab", "Z", "z", "é");

    private final DirectoryTables tables = new DirectoryTables();
    private final Directory directory = new Directory(tables.source);

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @Test
    void pagesGoThroughTheIdsInTheOrderOfTheirBytes() throws Exception {
        storeIds();
        List<String> sorted = IDS.stream()
                .sorted(Comparator.comparing(id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
        assertThat(pages(1)).isEqualTo(sorted);
        assertThat(pages(5)).isEqualTo(sorted);
        assertThat(pages(IDS.size())).isEqualTo(sorted);
        assertThat(pages(1_000)).isEqualTo(sorted);
    }

    @Test
    void theSecondPageBeginsAfterTheFirst() throws Exception {
        storeIds();
        assertThat(ids("tea", "", 3)).containsExactly("-z", ".z", "10");
        assertThat(ids("tea", "10", 3)).containsExactly("9", "A", "B");
        assertThat(ids("tea", "9a", 2)).as("an id that is not there").containsExactly("A", "B");
    }

    @Test
    void behindTheLastIdAndInAnUnknownProgramThereIsNothing() throws Exception {
        storeIds();
        assertThat(ids("tea", "é", 10)).isEmpty();
        assertThat(ids("coffee", "", 10)).isEmpty();
        assertThat(directory.totals("coffee").toCompletableFuture().get()).isEqualTo(ProgramSums.NONE);
    }

    @Test
    void aPageOfNothingIsAProgrammersError() {
        assertThatThrownBy(() -> CustomerQuery.all("tea", "", 0)).hasMessage("limit: 0 (expected: >= 1)");
    }

    @Test
    void aDatabaseThatCannotBeReadFailsTheAnswer() throws Exception {
        tables.execute("DROP TABLE customer_directory");
        assertThatThrownBy(() -> directory
                        .page(CustomerQuery.all("tea", "", 1))
                        .toCompletableFuture()
                        .get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    private void storeIds() throws Exception {
        List<FeedEnvelope> events = new ArrayList<>();
        for (String id : IDS) {
            events.add(DirectoryTables.envelope("tea", id, 1, Events.enrolled()));
        }
        events.add(DirectoryTables.envelope("books", "of-another-program", 1, Events.enrolled()));
        tables.apply(events.toArray(FeedEnvelope[]::new));
    }

    private List<String> pages(int limit) throws Exception {
        List<String> all = new ArrayList<>();
        List<String> page = ids("tea", "", limit);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ids("tea", page.getLast(), limit);
        }
        return all;
    }

    private List<String> ids(String program, String after, int limit) throws Exception {
        return directory.page(CustomerQuery.all(program, after, limit)).toCompletableFuture().get().stream()
                .map(CustomerEntry::customerId)
                .toList();
    }
}
