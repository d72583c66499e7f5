package dev.giveback.loyalty.directory;

import static dev.giveback.loyalty.directory.DirectoryTables.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.platform.feed.FeedEnvelope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a group of events does to the tables. */
final class DirectoryGroupTest {
    private final DirectoryTables tables = new DirectoryTables();
    private final Directory directory = new Directory(tables.source);

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 11})
    void everyKindOfEventCountsWhereItBelongs(int groupSize) throws Exception {
        List<FeedEnvelope> events = List.of(
                envelope("tea", "c1", 1, Events.checkout(1_000, 0)),
                envelope("tea", "c1", 2, Events.enrolled().setTier(Events.tier("silver"))),
                envelope("tea", "c1", 3, Events.activity(50, 7_000)),
                envelope("tea", "c1", 4, Events.redeemed(100, 1)),
                envelope("tea", "c1", 5, Events.held(40)),
                envelope("tea", "c1", 6, Events.captured(30, 10)),
                envelope("tea", "c1", 7, Events.released(5).addExpired(Events.use(2))),
                envelope("tea", "c1", 8, Events.refunded(200, 20, 2_000)),
                envelope("tea", "c1", 9, Events.adjusted(500, 9_000)),
                envelope("tea", "c1", 10, Events.adjusted(-60, 0)),
                envelope("tea", "c1", 11, Events.expired(3).setBalanceAfter(Events.balance(700, 400, 50, 20))));
        for (int from = 0; from < events.size(); from += groupSize) {
            List<FeedEnvelope> group = events.subList(from, Math.min(events.size(), from + groupSize));
            tables.apply(group.toArray(FeedEnvelope[]::new));
        }
        Totals totals = new Totals(1_050, 131, 5, 220, 0, 440);
        assertThat(entry("tea")).isEqualTo(new CustomerEntry("c1", true, "silver", 1_130, totals, 11, 1, 0));
        assertThat(sums("tea")).isEqualTo(new ProgramSums(1, 1, totals, 1_130, 11));
        assertThat(tables.nextExpiryMillis("c1")).isEqualTo(7_000);
    }

    @Test
    void aTierStaysUntilItIsTaken() throws Exception {
        tables.apply(envelope("tea", "c1", 1, Events.checkout(1, 0)));
        assertThat(entry("tea").tierId()).isEmpty();
        tables.apply(envelope("tea", "c1", 2, Events.checkout(1, 0).setTier(Events.tier("gold"))));
        tables.apply(envelope("tea", "c1", 3, Events.checkout(1, 0)));
        assertThat(entry("tea").tierId()).isEqualTo("gold");
        tables.apply(envelope("tea", "c1", 4, Events.checkout(1, 0).setTier(Events.tier(""))));
        assertThat(entry("tea").tierId()).isEmpty();
    }

    @Test
    void theSameIdInTwoProgramsIsTwoCustomers() throws Exception {
        tables.apply(
                envelope("tea", "c1", 1, Events.checkout(10, 0)), envelope("books", "c1", 1, Events.checkout(70, 0)));
        assertThat(sums("tea").totals().earned()).isEqualTo(10);
        assertThat(sums("books").totals().earned()).isEqualTo(70);
    }

    @Test
    void whatIsOutstandingFollowsTheBalanceAndNotTheSums() throws Exception {
        tables.apply(envelope("tea", "c1", 1, Events.checkout(10, 5).setBalanceAfter(Events.balance(0, 0, 0, 0))));
        assertThat(sums("tea").outstanding()).isZero();
        tables.apply(envelope("tea", "c1", 2, Events.refunded(0, 4, 0).setBalanceAfter(Events.balance(0, 0, 0, 4))));
        assertThat(sums("tea").outstanding()).isEqualTo(-4);
    }

    @Test
    void anEventThatIsNotTheNextOneIsRefusedWithBothNumbers() throws Exception {
        tables.apply(envelope("tea", "c1", 1, Events.checkout(10, 0)), envelope("tea", "c1", 2, Events.enrolled()));
        assertRefused("customer|tea|c1: sequence number 2 (expected: 3)", envelope("tea", "c1", 2, Events.enrolled()));
        assertRefused("customer|tea|c1: sequence number 4 (expected: 3)", envelope("tea", "c1", 4, Events.enrolled()));
        assertRefused("customer|tea|c2: sequence number 2 (expected: 1)", envelope("tea", "c2", 2, Events.enrolled()));
        assertRefused(
                "customer|tea|c1: sequence number 5 (expected: 4)",
                envelope("tea", "c1", 3, Events.enrolled()),
                envelope("tea", "c1", 5, Events.enrolled()));
        assertRefused(
                "customer|tea|c1: sequence number 1 (expected: 3)",
                envelope("tea", "c3", 1, Events.checkout(1, 0)),
                envelope("tea", "c1", 1, Events.checkout(10, 0)),
                envelope("tea", "c1", 2, Events.enrolled()));
    }

    @Test
    void anEventThatThisBuildCannotReadIsRefused() throws Exception {
        FeedEnvelope readable = envelope("tea", "c1", 1, Events.enrolled());
        assertRefused(
                "customer|tea|c1 with sequence number 1: stored as 8171 C2 (expected: 8171 C1)",
                envelope("customer|tea|c1", 1, "C2", readable.payload()));
        assertRefused(
                "customer|tea|c1 with sequence number 1: not readable",
                envelope("customer|tea|c1", 1, "C1", ByteString.copyFromUtf8("no message")));
        assertRefused("change: none", envelope("tea", "c1", 1, CustomerEvent.newBuilder()));
        assertRefused("persistence id: customer|tea (expected:", envelope("customer|tea", 1, "C1", readable.payload()));
    }

    /** Refused with this message, and without a trace. */
    private void assertRefused(String message, FeedEnvelope... group) throws Exception {
        ProgramSums before = sums("tea");
        assertThatThrownBy(() -> tables.apply(group)).hasMessageContaining(message);
        assertThat(sums("tea")).isEqualTo(before);
        assertThat(tables.number("SELECT count(*) FROM customer_directory")).isEqualTo(before.customerCount());
    }

    private CustomerEntry entry(String program) throws Exception {
        return directory
                .page(CustomerQuery.all(program, "", 1))
                .toCompletableFuture()
                .get()
                .getFirst();
    }

    private ProgramSums sums(String program) throws Exception {
        return directory.totals(program).toCompletableFuture().get();
    }
}
