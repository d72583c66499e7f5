package dev.giveback.recommendation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever ends the reader, each event takes effect once: compared with sets that were filled by the same events one by one. */
@Timeout(120)
final class ExactlyOnceTest {
    private static final String PROGRAM = "shop";
    private static final int PRODUCTS = 12;

    private final Random random = new Random(20);
    private final long start = System.currentTimeMillis();
    private final List<String> living = new ArrayList<>();
    private final Oracle oracle = new Oracle();
    private final List<Happening> happenings = new ArrayList<>();

    /** What was bought, and what is known of it. */
    private record Kept(String product, long purchaseMillis, long units, long returned) {}

    /** The same rules over maps, without any table. */
    private static final class Oracle {
        private final Map<String, ShownTo> lists = new HashMap<>();
        private final Map<String, String> owners = new HashMap<>();
        /** By customer, order and line. */
        private final Map<List<Object>, Kept> sales = new HashMap<>();

        void show(ShownTo list) {
            lists.put(list.listId(), list);
            owners.put(list.listId(), list.customer());
        }

        void apply(Happening happening) {
            switch (happening) {
                case Happening.Bought bought -> bought(bought, Map.of());
                case Happening.Returned returned -> returned(returned);
                case Happening.Corrected corrected -> corrected(corrected.order());
                case Happening.Erased erased -> {
                    owners.values().removeIf(erased.customer()::equals);
                    sales.keySet().removeIf(key -> key.getFirst().equals(erased.customer()));
                }
                case Happening.Absorbed absorbed -> absorbed(absorbed);
            }
        }

        private void bought(Happening.Bought bought, Map<Integer, Long> returned) {
            for (Happening.Line line : bought.lines()) {
                sales.put(
                        List.of(bought.customer(), bought.orderId(), line.number()),
                        new Kept(
                                line.product(),
                                bought.purchaseMillis(),
                                line.units(),
                                returned.getOrDefault(line.number(), 0L)));
            }
        }

        private void returned(Happening.Returned returned) {
            for (Happening.ReturnedLine line : returned.lines()) {
                sales.computeIfPresent(
                        List.of(returned.customer(), returned.orderId(), line.number()),
                        (key, kept) ->
                                new Kept(kept.product, kept.purchaseMillis, kept.units, kept.returned + line.units()));
            }
        }

        private void corrected(Happening.Bought order) {
            Map<Integer, Long> returned = new HashMap<>();
            sales.forEach((key, kept) -> {
                if (key.get(0).equals(order.customer()) && key.get(1).equals(order.orderId())) {
                    returned.put((Integer) key.get(2), kept.returned);
                }
            });
            sales.keySet()
                    .removeIf(key ->
                            key.get(0).equals(order.customer()) && key.get(1).equals(order.orderId()));
            bought(order, returned);
        }

        private void absorbed(Happening.Absorbed absorbed) {
            owners.replaceAll((list, owner) -> owner.equals(absorbed.source()) ? absorbed.customer() : owner);
            Map<List<Object>, Kept> moved = new HashMap<>();
            sales.forEach((key, kept) -> moved.put(
                    key.getFirst().equals(absorbed.source())
                            ? List.of(absorbed.customer(), key.get(1), key.get(2))
                            : key,
                    kept));
            sales.clear();
            sales.putAll(moved);
        }

        /** Joined at the end, as sets: customers buy nothing that they were shown before they were merged with whom it was shown to. */
        Set<String> hits() {
            Set<String> hits = new TreeSet<>();
            for (Map.Entry<String, String> owned : owners.entrySet()) {
                ShownTo list = Objects.requireNonNull(lists.get(owned.getKey()));
                sales.forEach((key, kept) -> {
                    long since = kept.purchaseMillis - list.showMillis();
                    if (key.getFirst().equals(owned.getValue())
                            && list.products().contains(kept.product)
                            && since >= 0
                            && since < TimeUnit.DAYS.toMillis(28)) {
                        hits.add(String.join(
                                " ",
                                list.listId(),
                                kept.product,
                                (String) key.get(1),
                                key.get(2).toString(),
                                owned.getValue(),
                                Long.toString(kept.units),
                                Long.toString(kept.returned)));
                    }
                });
            }
            return hits;
        }
    }

    private String customer() {
        return living.get(random.nextInt(living.size()));
    }

    private List<ShownTo> lists(String prefix, int count) {
        List<ShownTo> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<String> products = new TreeSet<>();
            for (int product = 0; product < 4; product++) {
                products.add("p" + random.nextInt(PRODUCTS));
            }
            ShownTo list = new ShownTo(
                    prefix + i,
                    customer(),
                    1,
                    "",
                    start + random.nextInt(1_000),
                    List.copyOf(products),
                    products.stream().map(product -> 1).toList());
            lists.add(list);
            oracle.show(list);
        }
        return lists;
    }

    private void happen(int events, boolean customersEnd) {
        List<Happening.Bought> orders = new ArrayList<>();
        Map<String, String> now = new HashMap<>();
        for (int i = 0; i < events; i++) {
            int dice = random.nextInt(100);
            if (dice < 70 || orders.isEmpty()) {
                Happening.Bought order = order("o" + i, customer());
                orders.add(order);
                happenings.add(order);
            } else if (customersEnd && dice == 98 && living.size() > 8) {
                String source = customer();
                living.remove(source);
                String target = customer();
                now.replaceAll((from, into) -> into.equals(source) ? target : into);
                now.put(source, target);
                happenings.add(new Happening.Absorbed(PROGRAM, target, source));
            } else if (customersEnd && dice == 99 && living.size() > 8) {
                String erased = customer();
                living.remove(erased);
                happenings.add(new Happening.Erased(PROGRAM, erased));
            } else {
                Happening.Bought order = orders.get(random.nextInt(orders.size()));
                String owner = now.getOrDefault(order.customer(), order.customer());
                if (living.contains(owner)) {
                    happenings.add(
                            dice < 85
                                    ? new Happening.Returned(
                                            PROGRAM, owner, order.orderId(), List.of(new Happening.ReturnedLine(1, 1)))
                                    : new Happening.Corrected(order(order.orderId(), owner), List.of()));
                }
            }
        }
    }

    private Happening.Bought order(String orderId, String customer) {
        List<Happening.Line> lines = new ArrayList<>();
        for (int line = 1; line <= 1 + random.nextInt(3); line++) {
            lines.add(new Happening.Line(line, "p" + random.nextInt(PRODUCTS), 1 + random.nextInt(3)));
        }
        // Some are too early, and some too late.
        long purchase = start + random.nextLong(-1_000, TimeUnit.DAYS.toMillis(29));
        return new Happening.Bought(PROGRAM, customer, orderId, purchase, lines);
    }

    private void publish(MemoryJournal journal) {
        for (Happening happening : happenings) {
            String customer = "programs/shop/customers/" + happening.customer();
            switch (happening) {
                case Happening.Bought bought -> journal.bought(customer, stored(bought));
                case Happening.Returned returned ->
                    journal.refunded(
                            customer,
                            returned.orderId(),
                            returned.lines().getFirst().number(),
                            returned.lines().getFirst().units());
                case Happening.Corrected corrected -> journal.corrected(customer, stored(corrected.order()));
                case Happening.Erased erased -> journal.erased(customer);
                case Happening.Absorbed absorbed -> journal.absorbed(customer, absorbed.source());
            }
        }
    }

    private static dev.giveback.journal.v1.CheckoutCompleted stored(Happening.Bought bought) {
        return MemoryJournal.order(
                bought.orderId(),
                bought.purchaseMillis(),
                bought.lines().stream()
                        .map(line -> MemoryJournal.line(line.product(), line.units()))
                        .toArray(dev.giveback.journal.v1.StoredOrderLine[]::new));
    }

    private static final String KILL = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND classid = 8172011 AND pid <> pg_backend_pid()";

    /** Ends the reader's session until everything is read; whatever it had under way is rolled back. Returns how often. */
    private int killUntilRead(OutcomeTables tables, int kills) throws Exception {
        String isRead = "SELECT count(*) FROM outcome_progress WHERE resume_token::int >= " + happenings.size();
        int killed = 0;
        while (tables.count(isRead) == 0) {
            TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(40));
            killed += killed < kills ? (int) tables.count(KILL) : 0;
        }
        return killed;
    }

    @Test
    void aReaderThatIsKilledAtRandomWritesEachEffectOnce() throws Exception {
        for (int i = 0; i < 24; i++) {
            living.add("c" + i);
        }
        try (OutcomeTables tables = new OutcomeTables();
                MemoryJournal journal = new MemoryJournal()) {
            new ImpressionTable(tables.source()).record(PROGRAM, lists("l", 150));
            tables.run("INSERT INTO outcome_progress (resume_token, record_millis) VALUES ('0', 0)");
            happen(8_000, false);
            publish(journal);
            happenings.forEach(oracle::apply);
            try (OutcomeReader reader = OutcomeReader.start(journal.channel(), tables.source(), Instant::now)) {
                assertThat(reader).isNotNull();
                assertThat(killUntilRead(tables, 12)).isGreaterThanOrEqualTo(5);
            }
            assertThat(tables.outcomes()).hasSizeGreaterThan(500).isEqualTo(oracle.hits());
        }
    }

    @Test
    void listsThatAreRecordedMeanwhileFindWhatWasBoughtToo() throws Exception {
        for (int i = 0; i < 24; i++) {
            living.add("c" + i);
        }
        try (OutcomeTables tables = new OutcomeTables();
                MemoryJournal journal = new MemoryJournal()) {
            ImpressionTable impressions = new ImpressionTable(tables.source());
            impressions.record(PROGRAM, lists("first", 5));
            tables.run("INSERT INTO outcome_progress (resume_token, record_millis) VALUES ('0', 0)");
            happen(6_000, false);
            publish(journal);
            happenings.forEach(oracle::apply);
            List<ShownTo> late = lists("l", 200);
            try (OutcomeReader reader = OutcomeReader.start(journal.channel(), tables.source(), Instant::now)) {
                assertThat(reader).isNotNull();
                for (ShownTo list : late) {
                    impressions.record(PROGRAM, List.of(list));
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(15));
                }
                killUntilRead(tables, 3);
                while (tables.count("SELECT count(*) FROM impression WHERE NOT is_settled") > 0) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            assertThat(tables.outcomes()).hasSizeGreaterThan(500).isEqualTo(oracle.hits());
        }
    }

    @Test
    void customersWhoEndTakeTheirListsAlong() throws Exception {
        for (int i = 0; i < 24; i++) {
            living.add("c" + i);
        }
        try (OutcomeTables tables = new OutcomeTables()) {
            new ImpressionTable(tables.source()).record(PROGRAM, lists("l", 150));
            happen(4_000, true);
            happenings.forEach(oracle::apply);
            write(tables, happenings);
            Set<String> owners = tables.texts("SELECT list_id || ' ' || customer FROM impression");
            Set<String> expected = new TreeSet<>();
            oracle.owners.forEach((list, owner) -> expected.add(list + " " + owner));

            assertThat(owners).isEqualTo(expected).hasSizeLessThan(150);
            // What a customer bought before the merge is no outcome of what the other one was shown.
            assertThat(oracle.hits()).containsAll(tables.outcomes());
            assertThat(tables.outcomes()).hasSizeGreaterThan(300);
        }
    }

    /** The control: an event that takes effect twice is seen. */
    @Test
    void whatIsWrittenTwiceIsSeen() throws Exception {
        for (int i = 0; i < 24; i++) {
            living.add("c" + i);
        }
        try (OutcomeTables tables = new OutcomeTables()) {
            new ImpressionTable(tables.source()).record(PROGRAM, lists("l", 150));
            happen(1_000, false);
            happenings.forEach(oracle::apply);
            write(tables, happenings);
            assertThat(tables.outcomes()).isEqualTo(oracle.hits());

            write(tables, happenings.subList(900, 1_000));
            assertThat(tables.outcomes()).isNotEqualTo(oracle.hits());
        }
    }

    private static void write(OutcomeTables tables, List<Happening> happenings) throws SQLException {
        try (Connection connection = tables.source().getConnection()) {
            new OutcomeLedger(connection, System.currentTimeMillis()).write(happenings);
        }
    }
}
