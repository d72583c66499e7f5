package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.primitives.Bytes;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.EarnPointsRequest;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import dev.giveback.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is personal in everything that is kept: planted values are nowhere in clear at any time, and the key is nowhere after an
 * erasure. What the same search must find is planted too.
 */
@Timeout(300)
@SuppressWarnings("CheckReturnValue") // Of most calls it is only of interest that they succeed.
final class ErasureSearchTest {
    private static final String SUE = "programs/shop/customers/sue";
    private static final String TOM = "programs/shop/customers/tom";
    private static final AdminContext CONTEXT =
            AdminContext.newBuilder().setOperator("kim").setReason("ticket 7").build();

    private static final int MOST_ROUNDS = 10;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> planted = new ArrayList<>();
    private TestServer server;
    private TestDatabase database;
    private RunningLoyalty loyalty;
    private DiskSearch search;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        database = server.createDatabase();
        search = new DiskSearch(database, directory);
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        ((Logger) LoggerFactory.getLogger("dev.giveback")).setLevel(Level.TRACE);
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("shop"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        ((Logger) LoggerFactory.getLogger("dev.giveback")).setLevel(null);
        server.close();
    }

    /** A value that is nowhere else. */
    private String plant(String what) {
        String value = "PLANTED" + what + "x" + planted.size() + "q";
        planted.add(value);
        return value;
    }

    private Profile profile() {
        planted.add("1903-02-27");
        return Profile.newBuilder()
                .setDisplayName(plant("Display"))
                .setGivenName(plant("Given"))
                .setFamilyName(plant("Family"))
                .setEmail(plant("Mail") + "@example.com")
                .setPhone(plant("Phone"))
                .setBirthDate("1903-02-27")
                .setLanguageCode("en-x-" + language())
                .putAttributes(plant("Name"), plant("Value"))
                .build();
    }

    private String language() {
        planted.add("plnt" + planted.size() + "q");
        return planted.getLast();
    }

    private void update(String customer, String id, Profile profile) {
        loyalty.customers()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setCustomer(customer)
                        .setRequestId(id)
                        .setProfile(profile)
                        .build());
    }

    /** Everything that can be told of a person, more than a hundred events, a transfer, a merge, refusals and an export. */
    private Profile story() {
        loyalty.customers().enrollCustomer(enrol(SUE, "enrol"));
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        Profile profile = profile();
        update(SUE, "p-1", profile);
        update(TOM, "p-1", profile());
        loyalty.points()
                .adjustPoints(adjust(SUE, "a", 500).toBuilder()
                        .setReason(plant("Adjust"))
                        .build());
        loyalty.points()
                .adjustPoints(
                        adjust(TOM, "a", 50).toBuilder().setReason(plant("Tom")).build());
        loyalty.points()
                .earnPoints(EarnPointsRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("e")
                        .setActivity("review")
                        .setReference(plant("Earn"))
                        .build());
        loyalty.points()
                .redeemPoints(RedeemPointsRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("r")
                        .setPoints(1)
                        .setReference(plant("Redeem"))
                        .build());
        loyalty.points()
                .transferPoints(transfer(SUE, "t", TOM, 3).toBuilder()
                        .setReference(plant("Transfer"))
                        .build());
        loyalty.coupons()
                .grantCoupon(GrantCouponRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("g")
                        .setCouponId("c")
                        .setTerms(CouponTerms.newBuilder()
                                .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000)))
                        .build());
        loyalty.coupons()
                .revokeCoupon(RevokeCouponRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("v")
                        .setCouponId("c")
                        .setReason(plant("Revoke"))
                        .build());
        loyalty.checkouts().completeCheckout(checkout(SUE, "o", line("A", 1, 1_500)));
        for (int i = 0; i < 110; i++) {
            loyalty.points()
                    .adjustPoints(adjust(SUE, "n-" + i, 1).toBuilder()
                            .setReason(plant("Again"))
                            .build());
        }
        Refusal.of(() -> update(
                SUE, "bad", Profile.newBuilder().setEmail(plant("BadMail")).build()));
        Refusal.of(() -> update(
                SUE,
                "bad",
                Profile.newBuilder().setPhone(plant("Long").repeat(9)).build()));
        loyalty.customers()
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(TOM)
                        .setTarget(SUE)
                        .setRequestId("m")
                        .build());
        export();
        return profile;
    }

    private String export() {
        StringBuilder all = new StringBuilder();
        loyalty.journal()
                .exportCustomer(ExportCustomerRequest.newBuilder()
                        .setCustomer(SUE)
                        .setContext(CONTEXT)
                        .build())
                .forEachRemaining(all::append);
        return all.toString();
    }

    @Test
    void whatIsPersonalIsNowhereAndTheKeyIsGone() throws Exception {
        Profile profile = story();
        assertThat(loyalty.customers()
                        .getProfile(GetProfileRequest.newBuilder().setName(SUE).build())
                        .getProfile())
                .isEqualTo(profile);
        assertThat(export()).contains(planted.getFirst()).contains("PLANTEDTransfer");
        assertThat(count("snapshot")).isPositive();
        database.execute("ANALYZE");
        database.execute("CHECKPOINT");
        nothingIsThere("before");
        byte[] wrapped = wrappedKey("sue");
        byte[] tom = wrappedKey("tom");
        byte[] secret = unwrapped("sue", wrapped);
        assertThat(search.tablesWith(wrapped)).containsExactly("loyalty.customer_key");
        assertThat(search.filesWith(wrapped)).anyMatch(file -> file.startsWith("base/"));
        assertThat(search.filesWith(secret)).isEmpty();
        GetProgramTotalsResponse totals = totals(-1);

        EraseCustomerResponse erased = loyalty.journal()
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("erase")
                        .setContext(CONTEXT)
                        .build());

        assertThat(erased.getKeysDeleted()).isEqualTo(2);
        nothingIsThere("after");
        for (byte[] key : List.of(wrapped, tom, secret)) {
            assertThat(search.tablesWith(key)).isEmpty();
            assertThat(search.filesWith(key)).noneMatch(file -> !file.startsWith("pg_wal/"));
        }
        assertThat(roundsUntilGone(wrapped)).isLessThanOrEqualTo(MOST_ROUNDS);
        assertThat(export()).doesNotContain("PLANTED");
        assertThat(statementTexts()).doesNotContain("PLANTED").contains("[erased]");
        assertThat(totals(totals.getEventCount()).toBuilder().clearEventCount().build())
                .isEqualTo(totals.toBuilder().clearEventCount().build());
        assertThat(brokenLinks("customer|shop|sue")).isZero();
    }

    /**
     * The log of changes has the wrapped key until its file is written over: a checkpoint only puts the file to new use. It is moved on here
     * by hand, as time does it by itself.
     */
    private int roundsUntilGone(byte[] key) {
        int rounds = 0;
        while (rounds <= MOST_ROUNDS && !search.filesWith(key).isEmpty()) {
            database.execute("SELECT pg_logical_emit_message(false, 'x', 'x')");
            database.execute("SELECT pg_switch_wal()");
            database.execute("CHECKPOINT");
            rounds++;
        }
        return rounds;
    }

    private void nothingIsThere(String when) throws Exception {
        byte[] common = "PLANTED".getBytes(StandardCharsets.UTF_8);
        assertThat(search.tablesWith(common)).as(when).isEmpty();
        assertThat(search.filesWith(common)).as(when).isEmpty();
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
        for (String value : planted) {
            assertThat(logged).as(when).doesNotContain(value);
        }
        for (String value : List.of("1903-02-27", "plnt")) {
            assertThat(search.tablesWith(value.getBytes(StandardCharsets.UTF_8)))
                    .as(when)
                    .isEmpty();
            assertThat(search.filesWith(value.getBytes(StandardCharsets.UTF_8)))
                    .as(when)
                    .isEmpty();
        }
    }

    /** The search is worth something: what stands in a table in clear is found, in the table and in the files. */
    @Test
    void whatIsPlantedInClearIsFound() throws Exception {
        database.execute("INSERT INTO loyalty.saga_under_way (since_millis, program, customer, kind, id)"
                + " VALUES (1, 'shop', 'sue', 'TRANSFER', 'PLANTEDcontrol')");
        database.execute(
                "INSERT INTO loyalty.customer_key (created_millis, key_id, wrapped, master_key_id, program, customer)"
                        + " VALUES (1, '\\x01', convert_to('PLANTEDbytes', 'UTF8'), '1', 'shop', 'x')");
        database.execute("CHECKPOINT");

        assertThat(search.tablesWith("PLANTEDcontrol".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("loyalty.saga_under_way");
        assertThat(search.tablesWith("PLANTEDbytes".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("loyalty.customer_key");
        assertThat(search.filesWith("PLANTEDcontrol".getBytes(StandardCharsets.UTF_8)))
                .anyMatch(file -> file.startsWith("base/"))
                .anyMatch(file -> file.startsWith("pg_wal/"));
    }

    /** That the table of keys is written anew has its reason: after a plain vacuum a deleted row still stands in its page. */
    @Test
    void aPlainVacuumLeavesTheBytesInTheFile() {
        String insert =
                "INSERT INTO loyalty.customer_key (created_millis, key_id, wrapped, master_key_id, program, customer)"
                        + " VALUES (1, '\\x0%d', convert_to('%s', 'UTF8'), '1', 'shop', 'c%d')";
        // The row that stays comes first, so that it need not move in its page, over the other one.
        database.execute(insert.formatted(1, "another", 1));
        database.execute(insert.formatted(2, "PLANTEDgone", 2));
        database.execute("DELETE FROM loyalty.customer_key WHERE customer = 'c2'");
        byte[] gone = "PLANTEDgone".getBytes(StandardCharsets.UTF_8);

        database.execute("VACUUM loyalty.customer_key");
        database.execute("CHECKPOINT");
        assertThat(search.filesWith(gone)).anyMatch(file -> file.startsWith("base/"));

        database.execute("VACUUM (FULL) loyalty.customer_key");
        database.execute("CHECKPOINT");
        assertThat(search.filesWith(gone)).noneMatch(file -> file.startsWith("base/"));
        assertThat(roundsUntilGone(gone)).isLessThanOrEqualTo(MOST_ROUNDS);
    }

    /** A dump, say, began before. VACUUM (FULL) would copy the deleted row for its sake, so something else writes the table anew. */
    @Test
    void theKeyIsGoneThoughAnOlderTransactionIsOpen() throws Exception {
        loyalty.customers().enrollCustomer(enrol(SUE, "enrol"));
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        update(SUE, "p1", profile());
        update(TOM, "p2", profile());
        byte[] sue = wrappedKey("sue");
        byte[] tom = wrappedKey("tom");
        try (Connection older = database.dataSource("loyalty").getConnection();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            older.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT count(*) FROM event_journal");

            EraseCustomerResponse erased = loyalty.journal()
                    .eraseCustomer(EraseCustomerRequest.newBuilder()
                            .setCustomer(SUE)
                            .setRequestId("erase")
                            .setContext(CONTEXT)
                            .build());

            assertThat(erased.getKeysDeleted()).isEqualTo(1);
            assertThat(search.filesWith(sue)).noneMatch(file -> file.startsWith("base/"));
            assertThat(wrappedKey("tom")).isEqualTo(tom);
            assertThat(search.filesWith(tom)).anyMatch(file -> file.startsWith("base/"));

            database.execute("DELETE FROM loyalty.customer_key WHERE customer = 'tom'");
            database.execute("VACUUM (FULL) loyalty.customer_key");
            database.execute("CHECKPOINT");
            assertThat(search.filesWith(tom)).anyMatch(file -> file.startsWith("base/"));
        }
    }

    private GetProgramTotalsResponse totals(long after) throws InterruptedException {
        GetProgramTotalsResponse totals = GetProgramTotalsResponse.getDefaultInstance();
        long before = -2;
        for (int i = 0; i < 100 && (totals.getEventCount() <= after || totals.getEventCount() != before); i++) {
            before = totals.getEventCount();
            Thread.sleep(300);
            totals = loyalty.customers()
                    .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                            .setName("programs/shop")
                            .build());
        }
        return totals;
    }

    private String statementTexts() {
        return loyalty.points()
                .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                        .setParent(SUE)
                        .setPageSize(1000)
                        .build())
                .toString();
    }

    private long count(String table) throws Exception {
        try (Connection connection = database.dataSource("loyalty").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private byte[] wrappedKey(String customer) throws Exception {
        return column("wrapped", customer);
    }

    private byte[] column(String column, String customer) throws Exception {
        try (Connection connection = database.dataSource("loyalty").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + column + " FROM customer_key WHERE customer = '" + customer + "'")) {
            row.next();
            return row.getBytes(1);
        }
    }

    /** The key itself, by the master key and what is documented of its wrapping. */
    private byte[] unwrapped(String customer, byte[] wrapped) throws Exception {
        Aead master = TinkJsonProtoKeysetFormat.parseKeyset(
                        TestMasterKeys.KEYSET, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        return master.decrypt(
                wrapped,
                Bytes.concat(
                        column("key_id", customer),
                        ("programs/shop/customers/" + customer).getBytes(StandardCharsets.UTF_8)));
    }

    private int brokenLinks(String persistenceId) throws Exception {
        int broken = 0;
        int rows = 0;
        byte[] previous = new byte[0];
        try (Connection connection = database.dataSource("loyalty").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT event_payload FROM event_journal WHERE persistence_id = '"
                                + persistenceId + "' ORDER BY sequence_number")) {
            while (row.next()) {
                JournalRecord stored = JournalRecord.parseFrom(row.getBytes(1));
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(previous);
                sha.update(stored.getEvent().toByteArray());
                previous = stored.getChainHash().toByteArray();
                broken += MessageDigest.isEqual(sha.digest(), previous) ? 0 : 1;
                rows++;
            }
        }
        assertThat(rows).isGreaterThan(100);
        return broken;
    }
}
