package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.RefundShortfall;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationRule;
import dev.giveback.loyalty.v1.VerificationSummary;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Context;
import io.grpc.Status.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of the journal on a real database, whole and after each kind of tampering. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Only that the calls that make the history succeed is of interest.
final class VerifyServiceTest {
    private static final String SHOP = "programs/shop";
    private static final String VICTIM = SHOP + "/customers/victim";
    private static final String BIG = SHOP + "/customers/big";
    private static final String VICTIM_ROWS = "persistence_id = 'customer|shop|victim'";
    private static final List<String> TABLES =
            List.of("event_journal", "snapshot", "customer_directory", "program_totals", "saga_under_way");

    private static TestDatabase database;
    private static RunningLoyalty loyalty;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(
                database,
                Map.of("giveback.loyalty.admin.share-percent", 10, "giveback.loyalty.admin.progress-interval", "10ms"));
        for (String program : List.of("shop", "shop2", "lenient")) {
            CreateProgramRequest.Builder create = Requests.program(program).toBuilder();
            if (program.equals("lenient")) {
                create.getProgramBuilder()
                        .getRefundsBuilder()
                        .setShortfall(RefundShortfall.REFUND_SHORTFALL_ALLOW_NEGATIVE);
            }
            loyalty.programs().createProgram(create.build());
        }
        History.make();
        awaitDirectory();
        TABLES.forEach(table ->
                database.execute("CREATE TABLE loyalty.backup_" + table + " AS SELECT * FROM loyalty." + table));
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    /** Puts everything back; the acts, which go on growing, are left alone. */
    @AfterEach
    void restore() {
        for (String table : TABLES) {
            String which = table.equals("event_journal") ? " WHERE persistence_id <> 'admin|acts'" : "";
            database.execute("DELETE FROM loyalty." + table + which + "; INSERT INTO loyalty." + table
                    + " OVERRIDING SYSTEM VALUE SELECT * FROM loyalty.backup_" + table + which);
        }
    }

    /** Something of every kind of event. */
    private static final class History {
        static void make() throws InterruptedException {
            for (int i = 1; i <= 6; i++) {
                loyalty.points().adjustPoints(adjust(VICTIM, "v" + i, 10L * i));
            }
            crowd();
            everyday(SHOP + "/customers/ann");
            coupons(SHOP + "/customers/cat");
            owing("programs/lenient/customers/owen");
            loyalty.points().adjustPoints(adjust(SHOP + "/customers/ben", "welcome", 10));
            loyalty.points().adjustPoints(adjust(SHOP + "/customers/tom", "welcome", 10));
            loyalty.points()
                    .transferPoints(
                            Requests.transfer(VICTIM.replace("victim", "ann"), "t1", SHOP + "/customers/ben", 5));
            loyalty.checkouts().completeCheckout(checkout(SHOP + "/customers/sue", "s-1", line("A", 1, 1_500)));
            loyalty.customers()
                    .mergeCustomers(MergeCustomersRequest.newBuilder()
                            .setSource(SHOP + "/customers/sue")
                            .setTarget(SHOP + "/customers/tom")
                            .setRequestId("m")
                            .build());
        }

        /** More than two pages of events, of one customer with snapshots and of many with three events. */
        private static void crowd() throws InterruptedException {
            try (ExecutorService callers = Executors.newFixedThreadPool(64)) {
                callers.execute(() -> {
                    for (int i = 1; i <= 230; i++) {
                        loyalty.points().adjustPoints(adjust(BIG, "b" + i, 1 + i % 7));
                    }
                });
                for (int i = 0; i < 720; i++) {
                    int number = i;
                    callers.execute(() -> customer(number));
                }
            }
        }

        private static void customer(int i) {
            String customer = (i % 2 == 0 ? SHOP : "programs/shop2") + "/customers/c" + i;
            loyalty.checkouts().completeCheckout(checkout(customer, "o" + i, line("MUG", 1 + i % 3, 1_000)));
            loyalty.checkouts().completeCheckout(checkout(customer, "p" + i, line("JUG", 1 + i % 3, 500)));
            loyalty.points().redeemPoints(Requests.redeem(customer, "r" + i, 3));
        }

        private static void everyday(String ann) {
            loyalty.customers().enrollCustomer(Requests.enrol(ann, "enrol"));
            loyalty.checkouts().completeCheckout(checkout(ann, "a-1", line("DOUBLE", 3, 2_000), line("MUG", 1, 500)));
            loyalty.checkouts().refundOrder(Requests.refund(ann, "refund", "a-1", 1, 1));
            loyalty.points().earnPoints(Requests.earn(ann, "review", "review"));
            loyalty.points().holdPoints(Requests.hold(ann, "h1", 10));
            loyalty.points().captureHold(Requests.capture(ann, "capture", "h1", 4));
            loyalty.points().holdPoints(Requests.hold(ann, "h2", 10));
            loyalty.points().releaseHold(Requests.release(ann, "release", "h2"));
        }

        private static void coupons(String cat) {
            loyalty.coupons()
                    .grantCoupon(GrantCouponRequest.newBuilder()
                            .setCustomer(cat)
                            .setRequestId("grant")
                            .setCouponId("ten")
                            .setTerms(CouponTerms.newBuilder()
                                    .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000))
                                    .setReusableAfterCancel(true))
                            .build());
            for (int i = 1; i <= 2; i++) {
                loyalty.checkouts()
                        .completeCheckout(CompleteCheckoutRequest.newBuilder()
                                .setCustomer(cat)
                                .setRequestId("checkout-" + i)
                                .setOrderId("c-" + i)
                                .setBasket(Basket.newBuilder()
                                        .addLines(line("MUG", 4, 250))
                                        .addCouponIds("ten"))
                                .build());
                loyalty.checkouts().refundOrder(Requests.refund(cat, "refund-" + i, "c-" + i, 1, 4));
            }
        }

        private static void owing(String owen) {
            loyalty.checkouts().completeCheckout(checkout(owen, "o-1", line("MUG", 1, 5_000)));
            loyalty.points().redeemPoints(Requests.redeem(owen, "all", 50));
            loyalty.checkouts().refundOrder(Requests.refund(owen, "back", "o-1", 1, 1));
        }
    }

    private static void awaitDirectory() throws Exception {
        for (int i = 0; i < 200; i++) {
            if (number("SELECT coalesce(sum(revision), 0) FROM loyalty.customer_directory")
                    == number("SELECT count(*) FROM loyalty.event_journal WHERE persistence_id LIKE 'customer|%'")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the directory is behind (expected: up to date within seconds)");
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What a check said. */
    private record Verdict(List<VerificationFinding> findings, VerificationSummary summary) {
        List<String> named() {
            return findings.stream().map(VerifyServiceTest::named).toList();
        }
    }

    private static String named(VerificationFinding finding) {
        return finding.getRule().name().substring("VERIFICATION_RULE_".length()) + " " + finding.getSubject() + " "
                + finding.getSequenceNumber();
    }

    private static Verdict verify(VerifyJournalRequest request) {
        List<VerificationFinding> findings = new ArrayList<>();
        VerificationSummary summary = VerificationSummary.getDefaultInstance();
        Iterator<VerifyJournalResponse> answers = loyalty.journal().verifyJournal(request);
        while (answers.hasNext()) {
            VerifyJournalResponse answer = answers.next();
            if (answer.hasFinding()) {
                findings.add(answer.getFinding());
            }
            summary = answer.hasSummary() ? answer.getSummary() : summary;
        }
        return new Verdict(findings, summary);
    }

    private static Verdict verifyAll() {
        return verify(VerifyJournalRequest.getDefaultInstance());
    }

    @Test
    void aCleanJournalHasNoFinding() throws Exception {
        Verdict verdict = verifyAll();

        assertThat(verdict.findings()).isEmpty();
        VerificationSummary summary = verdict.summary();
        assertThat(summary.getFindings()).isZero();
        assertThat(summary.getEvents())
                .isEqualTo(number("SELECT count(*) FROM loyalty.event_journal WHERE persistence_id LIKE 'customer|%'"));
        assertThat(summary.getCustomers()).isEqualTo(number("SELECT count(*) FROM loyalty.customer_directory"));
        assertThat(summary.getDirectoryRows()).isEqualTo(summary.getCustomers());
        assertThat(summary.getProgramEvents()).isEqualTo(3);
        assertThat(summary.getAdminEvents()).isGreaterThanOrEqualTo(1);
        assertThat(summary.getSnapshots())
                .isEqualTo(number("SELECT count(*) FROM loyalty.snapshot"))
                .isPositive();
        assertThat(summary.getCustomersNotJudged()).isZero();
    }

    @Test
    void aCheckOfOneCustomerOrProgramLooksAtNoOther() {
        database.execute("UPDATE loyalty.customer_directory SET total = total + 1 WHERE customer = 'victim'");

        assertThat(verify(VerifyJournalRequest.newBuilder().setCustomer(BIG).build())
                        .summary())
                .satisfies(summary -> {
                    assertThat(summary.getEvents()).isEqualTo(230);
                    assertThat(summary.getCustomers()).isEqualTo(1);
                    assertThat(summary.getFindings()).isZero();
                });
        Verdict other = verify(
                VerifyJournalRequest.newBuilder().setProgram("programs/shop2").build());
        assertThat(other.summary().getCustomers()).isEqualTo(360);
        assertThat(other.findings()).isEmpty();
        assertThat(verify(VerifyJournalRequest.newBuilder().setCustomer(VICTIM).build())
                        .named())
                .containsExactly("DIRECTORY " + VICTIM + " 6");
    }

    static Stream<Arguments> tamperings() {
        String v = " " + VICTIM + " ";
        return Stream.of(
                tampering(
                        "a byte of a payload",
                        flip("event_journal", "event_payload", 60, VICTIM_ROWS + " AND sequence_number = 3"),
                        "CHAIN_HASH" + v + 3),
                tampering(
                        "a byte of a hash",
                        flip("event_journal", "event_payload", 20, VICTIM_ROWS + " AND sequence_number = 3"),
                        "CHAIN_HASH" + v + 3),
                tampering(
                        "a byte of the last payload",
                        flip("event_journal", "event_payload", 60, VICTIM_ROWS + " AND sequence_number = 6"),
                        "CHAIN_HASH" + v + 6),
                tampering(
                        "a row in the middle is gone",
                        "DELETE FROM loyalty.event_journal WHERE " + VICTIM_ROWS + " AND sequence_number = 3",
                        "SEQUENCE_NUMBER" + v + 3),
                tampering(
                        "the first row is gone",
                        "DELETE FROM loyalty.event_journal WHERE " + VICTIM_ROWS + " AND sequence_number = 1",
                        "SEQUENCE_NUMBER" + v + 1),
                tampering(
                        "the last row is gone",
                        "DELETE FROM loyalty.event_journal WHERE " + VICTIM_ROWS + " AND sequence_number = 6",
                        "JOURNAL_END" + v + 6),
                tampering(
                        "all rows are gone",
                        "DELETE FROM loyalty.event_journal WHERE " + VICTIM_ROWS,
                        "JOURNAL_END" + v + 1),
                tampering("two rows are swapped", """
                        UPDATE loyalty.event_journal AS j SET event_payload = o.event_payload FROM loyalty.event_journal AS o
                        WHERE j.persistence_id = 'customer|shop|victim' AND o.persistence_id = j.persistence_id
                            AND j.sequence_number IN (3, 4) AND o.sequence_number = 7 - j.sequence_number
                        """, "CHAIN_HASH" + v + 3, "CHAIN_HASH" + v + 4),
                tampering("a row is there twice", """
                        INSERT INTO loyalty.event_journal OVERRIDING SYSTEM VALUE
                        SELECT transaction_id, ordering, 7, write_timestamp, event_ser_id, meta_ser_id, writer, deleted, persistence_id,
                            adapter_manifest, event_ser_manifest, event_payload, meta_ser_manifest, meta_payload
                        FROM loyalty.event_journal WHERE persistence_id = 'customer|shop|victim' AND sequence_number = 6
                        """, "CHAIN_HASH" + v + 7, "DIRECTORY" + v + 7),
                tampering(
                        "a row of another serializer",
                        "UPDATE loyalty.event_journal SET event_ser_manifest = 'X' WHERE " + VICTIM_ROWS
                                + " AND sequence_number = 2",
                        "RECORD" + v + 2),
                tampering(
                        "a sum of the directory",
                        "UPDATE loyalty.customer_directory SET earned = earned + 1, adjusted = adjusted - 1 WHERE customer = 'victim'",
                        "PROGRAM_TOTALS " + SHOP + " 0",
                        "DIRECTORY" + v + 6),
                tampering(
                        "a revision of the directory",
                        "UPDATE loyalty.customer_directory SET revision = 5 WHERE customer = 'victim'",
                        "PROGRAM_TOTALS " + SHOP + " 0",
                        "DIRECTORY" + v + 5,
                        "DIRECTORY" + v + 6),
                tampering(
                        "a row of the directory is gone",
                        "DELETE FROM loyalty.customer_directory WHERE customer = 'victim'",
                        "PROGRAM_TOTALS " + SHOP + " 0",
                        "DIRECTORY" + v + 6),
                tampering(
                        "a customer that there never was",
                        "INSERT INTO loyalty.customer_directory SELECT (r).* FROM (SELECT jsonb_populate_record(d, '{\"customer\": \"zoe\"}') AS r FROM loyalty.customer_directory AS d WHERE customer = 'victim') AS z",
                        "PROGRAM_TOTALS " + SHOP + " 0",
                        "JOURNAL_END " + SHOP + "/customers/zoe 1"),
                tampering(
                        "a tier of the directory",
                        "UPDATE loyalty.customer_directory SET tier_id = 'gold' WHERE customer = 'victim'",
                        "DIRECTORY" + v + 6),
                tampering(
                        "totals of a program",
                        "UPDATE loyalty.program_totals SET outstanding = outstanding - 1 WHERE program = 'shop'",
                        "PROGRAM_TOTALS " + SHOP + " 0"),
                tampering(
                        "totals of a program are gone",
                        "DELETE FROM loyalty.program_totals WHERE program = 'shop2'",
                        "PROGRAM_TOTALS programs/shop2 0"),
                tampering(
                        "a saga that is not under way",
                        "INSERT INTO loyalty.saga_under_way (since_millis, program, customer, kind, id) VALUES (0, 'shop', 'victim', 'TRANSFER', 't9')",
                        "SAGAS" + v + 6),
                tampering(
                        "a byte of a snapshot",
                        flip("snapshot", "snapshot_payload", 60, "sequence_number = 200"),
                        "SNAPSHOT " + BIG + " 200"),
                tampering(
                        "a snapshot of what is gone",
                        "DELETE FROM loyalty.event_journal WHERE persistence_id = 'customer|shop|big' AND sequence_number > 190; DELETE FROM loyalty.customer_directory WHERE customer = 'big'; "
                                + SUMMED,
                        "JOURNAL_END " + BIG + " 191",
                        "DIRECTORY " + BIG + " 190"),
                tampering(
                        "a program's version",
                        flip("event_journal", "event_payload", 60, "persistence_id = 'program|shop'"),
                        "CHAIN_HASH " + SHOP + " 1"));
    }

    /** The totals as the directory has them now. */
    private static final String SUMMED = """
            UPDATE loyalty.program_totals AS t SET (customer_count, order_count, event_count, outstanding, earned, spent, expired, taken_back,
                restored, adjusted, transferred) = (SELECT count(*), sum(order_count), sum(revision), sum(total), sum(earned), sum(spent),
                sum(expired), sum(taken_back), sum(restored), sum(adjusted), sum(transferred) FROM loyalty.customer_directory AS d
                WHERE d.program = t.program)
            """;

    private static String flip(String table, String column, int place, String where) {
        return "UPDATE loyalty." + table + " SET " + column + " = set_byte(" + column + ", " + place + ", get_byte("
                + column + ", " + place + ") # 1) WHERE " + where;
    }

    private static Arguments tampering(String what, String sql, String... found) {
        return Arguments.of(what, sql, List.of(found));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void whatWasTamperedWithIsNamedAndNothingElse(String what, String sql, List<String> found) {
        database.execute(sql);

        Verdict verdict = verifyAll();

        assertThat(verdict.named()).containsExactlyInAnyOrderElementsOf(found);
        assertThat(verdict.summary().getFindings()).isEqualTo(found.size());
    }

    @Test
    void aByteThatWasChangedIsFoundWhereverItIs() throws Exception {
        long length = number("SELECT length(event_payload) FROM loyalty.event_journal WHERE " + VICTIM_ROWS
                + " AND sequence_number = 3");
        for (int i = 0; i < length; i += 3) {
            String flip = flip("event_journal", "event_payload", i, VICTIM_ROWS + " AND sequence_number = 3");
            database.execute(flip);
            Verdict verdict =
                    verify(VerifyJournalRequest.newBuilder().setCustomer(VICTIM).build());
            assertThat(verdict.findings()).as("byte %s", i).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.getSequenceNumber()).isEqualTo(3);
                assertThat(finding.getRule())
                        .isIn(VerificationRule.VERIFICATION_RULE_CHAIN_HASH, VerificationRule.VERIFICATION_RULE_RECORD);
            });
            database.execute(flip);
        }
    }

    @Test
    void anActOfAnAdminCannotBeChanged() {
        verifyAll();
        String flip =
                flip("event_journal", "event_payload", 45, "persistence_id = 'admin|acts' AND sequence_number = 1");
        database.execute(flip);
        assertThat(verifyAll().named()).containsExactly("CHAIN_HASH acts 1");
        database.execute(flip);
        assertThat(verifyAll().findings()).isEmpty();
    }

    @Test
    void aSnapshotOfAnotherLayoutIsIgnoredAndNotWrong() {
        // The first field is the version of the layout.
        database.execute("UPDATE loyalty.snapshot SET snapshot_payload = set_byte(snapshot_payload, 1, 2)");
        Verdict verdict = verifyAll();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.summary().getSnapshots()).isZero();
        assertThat(verdict.summary().getSnapshotsIgnored()).isPositive();
    }

    /** Changes events of the victim and makes all hashes anew, as somebody would who knows how. */
    private static void rewrite(long from, UnaryOperator<CustomerEvent> change) throws Exception {
        try (Connection connection = database.dataSource("loyalty").getConnection()) {
            Map<Long, JournalRecord> rows = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT sequence_number, event_payload FROM event_journal WHERE " + VICTIM_ROWS
                                    + " ORDER BY sequence_number");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getLong(1), JournalRecord.parseFrom(row.getBytes(2)));
                }
            }
            ByteString hash = ChainHash.NONE;
            for (long number = 1; number <= rows.size(); number++) {
                CustomerEvent event =
                        CustomerEvent.parseFrom(rows.getOrDefault(number, JournalRecord.getDefaultInstance())
                                .getEvent());
                ByteString bytes = (number < from ? event : change.apply(event)).toByteString();
                hash = ChainHash.next(hash, bytes);
                try (PreparedStatement statement =
                        connection.prepareStatement("UPDATE event_journal SET event_payload = ? WHERE " + VICTIM_ROWS
                                + " AND sequence_number = " + number)) {
                    statement.setBytes(
                            1,
                            JournalRecord.newBuilder()
                                    .setChainHash(hash)
                                    .setEvent(bytes)
                                    .build()
                                    .toByteArray());
                    statement.executeUpdate();
                }
            }
        }
    }

    private static CustomerEvent more(CustomerEvent event) {
        CustomerEvent.Builder changed = event.toBuilder();
        if (event.getPointsAdjusted().getPoints() == 30) {
            changed.getPointsAdjustedBuilder()
                    .setPoints(1_030)
                    .getLotBuilder()
                    .setOriginal(1_030)
                    .setRemaining(1_030);
        }
        return changed.build();
    }

    private static CustomerEvent moreAndTheBalance(CustomerEvent event) {
        CustomerEvent.Builder changed = more(event).toBuilder();
        changed.getBalanceAfterBuilder().setAvailable(event.getBalanceAfter().getAvailable() + 1_000);
        return changed.build();
    }

    @Test
    void anAmountThatWasChangedWithAllHashesIsFoundByTheBalanceOrTheDirectoryAndThenByNothing() throws Exception {
        rewrite(
                3,
                event -> event.getPointsAdjusted().getPoints() == 30
                        ? event.toBuilder()
                                .setPointsAdjusted(
                                        event.getPointsAdjusted().toBuilder().setPoints(1_030))
                                .build()
                        : event);
        assertThat(verifyAll().named()).contains("TOTALS " + VICTIM + " 3", "DIRECTORY " + VICTIM + " 6");
        restore();

        rewrite(3, VerifyServiceTest::more);
        assertThat(verifyAll().named()).containsExactly("BALANCE " + VICTIM + " 3", "DIRECTORY " + VICTIM + " 6");
        restore();

        rewrite(3, VerifyServiceTest::moreAndTheBalance);
        assertThat(verifyAll().named()).containsExactly("DIRECTORY " + VICTIM + " 6");

        // This is the limit of the check: whoever can write everything leaves nothing that it could see.
        database.execute(
                "UPDATE loyalty.customer_directory SET total = total + 1000, adjusted = adjusted + 1000 WHERE customer = 'victim'; "
                        + "UPDATE loyalty.program_totals SET outstanding = outstanding + 1000, adjusted = adjusted + 1000"
                        + " WHERE program = 'shop'");
        assertThat(verifyAll().findings()).isEmpty();
    }

    @Test
    void moreFindingsThanAreToldAreCounted() {
        database.execute("UPDATE loyalty.customer_directory SET total = total + 1 WHERE program = 'shop2'");
        Verdict verdict =
                verify(VerifyJournalRequest.newBuilder().setMaxFindings(10).build());
        assertThat(verdict.findings()).hasSize(10);
        assertThat(verdict.summary().getFindings()).isEqualTo(361);
        assertThat(verdict.summary().getCountsList().stream().mapToLong(count -> count.getFindings()))
                .containsExactly(360L, 1L);
    }

    @Test
    void aCheckIsRightWhileCheckoutsGoOn() throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicInteger made = new AtomicInteger();
        // A program of its own, because the other test data is put back afterwards.
        loyalty.programs().createProgram(Requests.program("lively"));
        Thread shoppers = Thread.ofPlatform().start(() -> {
            while (goesOn.get()) {
                // No faster than the check, which gives way to these calls, can follow.
                LockSupport.parkNanos(20_000_000);
                int i = made.getAndIncrement();
                String customer = "programs/lively/customers/l" + i % 50;
                loyalty.checkouts().completeCheckout(checkout(customer, "l" + i, line("MUG", 1, 1_000)));
                if (i > 0) {
                    loyalty.points()
                            .transferPoints(Requests.transfer(
                                    customer, "t" + i, "programs/lively/customers/l" + (i - 1) % 50, 1));
                }
            }
        });
        try {
            for (int i = 0; i < 4 || made.get() <= 20; i++) {
                assertThat(verify(VerifyJournalRequest.newBuilder()
                                        .setProgram("programs/lively")
                                        .build())
                                .findings())
                        .isEmpty();
            }
        } finally {
            goesOn.set(false);
            shoppers.join();
        }
        awaitLively();
        Verdict after = verify(
                VerifyJournalRequest.newBuilder().setProgram("programs/lively").build());
        assertThat(after.findings()).isEmpty();
        assertThat(after.summary().getEvents()).isEqualTo(4L * made.get() - 3);
        // What the projection meets later would not fit any more, and it would build its tables anew in the middle of
        // another test.
        awaitDirectory();
        database.execute("DELETE FROM loyalty.event_journal WHERE persistence_id LIKE '%|lively%'");
    }

    private static void awaitLively() throws Exception {
        for (int i = 0; i < 100 && number("SELECT count(*) FROM loyalty.saga_under_way") > 0; i++) {
            Thread.sleep(50);
        }
    }

    @Test
    void aCheckThatWasBrokenOffGoesOnWhereItWas() throws Exception {
        database.execute("UPDATE loyalty.customer_directory SET tier_id = 'gold' WHERE program IN ('shop', 'shop2')");
        long all = verifyAll().summary().getFindings();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        // Whoever asks for customers makes the check give way, so that it tells its place often enough to be broken off
        // there.
        Thread callers = Thread.ofPlatform().start(() -> {
            while (goesOn.get()) {
                loyalty.points()
                        .redeemPoints(Requests.redeem(VICTIM, "v", 0).toBuilder()
                                .setPoints(1)
                                .setValidateOnly(true)
                                .build());
            }
        });
        List<String> findings = new ArrayList<>();
        String token = "";
        int broken = 0;
        try {
            boolean isDone = false;
            while (!isDone) {
                List<String> part = new ArrayList<>();
                VerifyJournalRequest request = VerifyJournalRequest.newBuilder()
                        .setMaxFindings(10_000)
                        .setResumeToken(token)
                        .build();
                try (Context.CancellableContext context = Context.current().withCancellation()) {
                    String before = token;
                    Iterator<VerifyJournalResponse> answers =
                            context.call(() -> loyalty.journal().verifyJournal(request));
                    while (!isDone && token.equals(before)) {
                        VerifyJournalResponse answer = answers.next();
                        if (answer.hasFinding()) {
                            part.add(named(answer.getFinding()));
                        }
                        token = answer.hasProgress() && !answer.getResumeToken().isEmpty()
                                ? answer.getResumeToken()
                                : token;
                        isDone = answer.hasSummary();
                    }
                }
                findings.addAll(part);
                broken += isDone ? 0 : 1;
            }
        } finally {
            goesOn.set(false);
            callers.join();
        }
        assertThat(broken).isGreaterThan(1);
        assertThat(findings).doesNotHaveDuplicates().hasSize((int) all);
    }

    @Test
    void whatIsNoneIsRefusedAndNamed() {
        Refusal unknown = Refusal.of(() -> verify(VerifyJournalRequest.newBuilder()
                .setCustomer(SHOP + "/customers/nobody")
                .build()));
        assertThat(unknown.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(unknown.reason()).isEqualTo("CUSTOMER_NOT_FOUND");
        assertThat(Refusal.of(() -> verify(VerifyJournalRequest.newBuilder()
                                .setProgram("programs/none")
                                .build()))
                        .reason())
                .isEqualTo("PROGRAM_NOT_FOUND");
        for (VerifyJournalRequest bad : List.of(
                VerifyJournalRequest.newBuilder().setCustomer("nobody").build(),
                VerifyJournalRequest.newBuilder().setProgram("shop").build(),
                VerifyJournalRequest.newBuilder()
                        .setProgram(SHOP)
                        .setCustomer(VICTIM)
                        .build(),
                VerifyJournalRequest.newBuilder().setResumeToken("?").build(),
                VerifyJournalRequest.newBuilder().setMaxFindings(-1).build())) {
            assertThat(Refusal.of(() -> verify(bad)).code()).isEqualTo(Code.INVALID_ARGUMENT);
        }
    }
}
