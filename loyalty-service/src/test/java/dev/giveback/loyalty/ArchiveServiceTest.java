package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.archive.LoyaltyArchive;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.platform.archive.Archives;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of events out of one running service and into another one. */
@Timeout(600)
final class ArchiveServiceTest {
    private static final Archives FILES = new Archives(List.of(new LoyaltyArchive()));

    private static final String SHOP = "programs/shop";
    private static final List<String> CUSTOMERS =
            List.of(SHOP + "/customers/anna", SHOP + "/customers/ben", SHOP + "/customers/cleo");
    private static final Map<String, ?> SMALL_BLOCKS = Map.of("giveback.loyalty.admin.export-block-rows", 3);

    private TestDatabase oldDatabase;
    private TestDatabase newDatabase;
    private RunningLoyalty before;
    private RunningLoyalty after;

    @BeforeEach
    void start() throws Exception {
        oldDatabase = TestDatabase.create();
        newDatabase = TestDatabase.create();
        before = RunningLoyalty.start(oldDatabase, SMALL_BLOCKS);
        after = RunningLoyalty.start(newDatabase, SMALL_BLOCKS);
        story(before, "shop", 11, 40);
        awaitComplete(oldDatabase);
    }

    @AfterEach
    void stop() {
        before.close();
        after.close();
        oldDatabase.close();
        newDatabase.close();
    }

    /** What customers of a program did, by chance; what is refused is left out. */
    @SuppressWarnings("CheckReturnValue") // Only that these calls are made is of interest.
    private static void story(RunningLoyalty loyalty, String program, long seed, int steps) {
        Random chance = new Random(seed);
        List<String> customers = CUSTOMERS.stream()
                .map(name -> name.replace("programs/shop/", "programs/" + program + "/"))
                .toList();
        loyalty.programs().createProgram(Requests.program(program));
        customers.forEach(customer -> loyalty.customers().enrollCustomer(Requests.enrol(customer, "enrol")));
        for (int i = 0; i < steps; i++) {
            String customer = customers.get(chance.nextInt(3));
            String id = "s" + i;
            try {
                switch (chance.nextInt(6)) {
                    case 0 -> loyalty.points().redeemPoints(Requests.redeem(customer, id, 1 + chance.nextInt(9)));
                    case 1 -> loyalty.points().holdPoints(Requests.hold(customer, id, 1 + chance.nextInt(5)));
                    case 2 -> loyalty.points().adjustPoints(Requests.adjust(customer, id, 1 + chance.nextInt(50)));
                    case 3 ->
                        loyalty.points()
                                .transferPoints(Requests.transfer(customer, id, customers.get(chance.nextInt(3)), 2));
                    case 4 ->
                        loyalty.checkouts()
                                .refundOrder(Requests.refund(customer, "r" + id, "s" + chance.nextInt(i + 1), 0, 1));
                    default ->
                        loyalty.checkouts()
                                .completeCheckout(Requests.checkout(
                                        customer, id, Requests.line("mug", 2, 100 + chance.nextInt(900))));
                }
            } catch (StatusRuntimeException refused) {
                // It is not part of the story then.
            }
        }
    }

    private static DataSource source(TestDatabase database) {
        return database.dataSource("loyalty");
    }

    /** An export has what is older than every transaction that still runs, and waits for those 10 s: one that a busy disk holds up for longer is no matter of these tests. */
    private static void awaitComplete(TestDatabase database) throws Exception {
        try (Connection connection = database.dataSource("loyalty").getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT NOT EXISTS (SELECT FROM event_journal
                            WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))""")) {
            for (int i = 0; i < 1_200; i++) {
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(50);
            }
        }
        throw new AssertionError("a transaction has been running for a minute");
    }

    /** The rows of these journals as they are stored, by what must be the same in every system. */
    private static List<String> rows(TestDatabase database, String prefix) throws Exception {
        return scan(database, prefix).stream()
                .map(row -> row.persistenceId() + " " + row.sequenceNumber() + " " + row.timestampMillis() + " "
                        + row.serializerId() + " " + row.manifest() + " "
                        + HexFormat.of().formatHex(row.payload()))
                .toList();
    }

    private static List<JournalRow> scan(TestDatabase database, String prefix) throws SQLException {
        try (Connection connection = source(database).getConnection()) {
            JournalScan scan = JournalScan.ofPrefix(source(database), prefix, JournalCut.now(connection), 100_000);
            return scan.page(scan.start());
        }
    }

    /** The state of each customer as a snapshot's bytes, replayed from its rows. */
    private static Map<String, ByteString> states(TestDatabase database) throws Exception {
        Map<String, CustomerState> states = new TreeMap<>();
        for (JournalRow row : scan(database, "customer|")) {
            CustomerState state = states.getOrDefault(row.persistenceId(), CustomerState.NEW);
            states.put(
                    row.persistenceId(), state.evolve(StoredCustomerEvent.of(JournalRecord.parseFrom(row.payload()))));
        }
        return states.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry ->
                                CustomerSnapshotMapper.toProto(entry.getValue()).toByteString()));
    }

    private static Customer read(RunningLoyalty loyalty, String customer) {
        return loyalty
                .customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(customer).build())
                .getCustomer()
                .toBuilder()
                .clearReadTime()
                .build();
    }

    private static List<ListStatementEntriesResponse> statement(RunningLoyalty loyalty, String customer) {
        List<ListStatementEntriesResponse> pages = new ArrayList<>();
        String token = "";
        do {
            ListStatementEntriesResponse page = loyalty.points()
                    .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                            .setParent(customer)
                            .setPageSize(4)
                            .setPageToken(token)
                            .build());
            pages.add(page);
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return pages;
    }

    private static GetProgramTotalsResponse totals(RunningLoyalty loyalty) {
        return loyalty.customers()
                .getProgramTotals(
                        GetProgramTotalsRequest.newBuilder().setName(SHOP).build());
    }

    private static void eventually(ThrowingCheck check) throws Exception {
        for (int i = 0; ; i++) {
            try {
                check.run();
                return;
            } catch (AssertionError | StatusRuntimeException notYet) {
                if (i == 100) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    @FunctionalInterface
    private interface ThrowingCheck {
        void run() throws Exception;
    }

    /** Keys are in no export, so that an export forgets whom the shop forgets; they move by themselves, as the document says. */
    private void moveKeys() throws SQLException {
        try (Connection from = source(oldDatabase).getConnection();
                Connection to = source(newDatabase).getConnection();
                PreparedStatement read = from.prepareStatement(
                        "SELECT created_millis, key_id, wrapped, master_key_id, program, customer FROM customer_key");
                PreparedStatement write = to.prepareStatement(
                        "INSERT INTO customer_key (created_millis, key_id, wrapped, master_key_id, program, customer)"
                                + " VALUES (?, ?, ?, ?, ?, ?)");
                ResultSet row = read.executeQuery()) {
            while (row.next()) {
                for (int column = 1; column <= 6; column++) {
                    write.setObject(column, row.getObject(column));
                }
                write.executeUpdate();
            }
        }
    }

    private void theNewSystemIsLikeTheOld() throws Exception {
        assertThat(rows(newDatabase, "customer|"))
                .isEqualTo(rows(oldDatabase, "customer|"))
                .hasSizeGreaterThan(25);
        assertThat(rows(newDatabase, "program|"))
                .isEqualTo(rows(oldDatabase, "program|"))
                .isNotEmpty();
        assertThat(states(newDatabase)).isEqualTo(states(oldDatabase)).hasSize(3);
        moveKeys();
        eventually(() -> {
            for (String customer : CUSTOMERS) {
                assertThat(read(after, customer)).isEqualTo(read(before, customer));
                assertThat(statement(after, customer)).isEqualTo(statement(before, customer));
            }
            assertThat(totals(after)).isEqualTo(totals(before));
        });
    }

    @Test
    void theWholeJournalComesBackByteForByteAndIsServed() throws Exception {
        List<ByteString> file = ArchiveFiles.export(before, "");
        // Asked for before it was there: who looked must not go on believing that there is nothing.
        assertThat(Refusal.of(() -> read(after, CUSTOMERS.getFirst())).reason()).isEqualTo("PROGRAM_NOT_FOUND");

        ImportJournalResponse end = ArchiveFiles.importFile(after.channel(), file);

        assertThat(end.getCompleted()).isTrue();
        assertThat(end.getByteOffset()).isEqualTo(ByteString.copyFrom(file).size());
        theNewSystemIsLikeTheOld();
        theNewSystemGoesOn();
        after.stop();
        after = RunningLoyalty.start(newDatabase, SMALL_BLOCKS);
        assertThat(read(after, CUSTOMERS.get(1))).isEqualTo(read(before, CUSTOMERS.get(1)));
    }

    /** Writing goes on in both, and the acts of the old system stand beside those of the new one. */
    private void theNewSystemGoesOn() throws Exception {
        for (RunningLoyalty loyalty : List.of(before, after)) {
            loyalty.points().adjustPoints(Requests.adjust(CUSTOMERS.getFirst(), "later", 5));
        }
        eventually(() -> assertThat(totals(after).getTotals().getAdjusted())
                .isEqualTo(totals(before).getTotals().getAdjusted()));
        assertThat(scan(newDatabase, "admin|acts|")).hasSize(1);
        assertThat(after.journal()
                        .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                        .getActsList())
                .extracting(AdminAct::getVerb, AdminAct::getOutcome, AdminAct::getReason)
                .containsExactly(tuple("ImportJournal", "OK", "moving house"));
    }

    @Test
    void anExportThatIsBrokenOffAtAnyFrameGoesOnFromThere() throws Exception {
        List<ByteString> whole = ArchiveFiles.export(before, "");
        ExportFile.Beginning full = beginning(whole, whole.size());
        assertThat(whole).hasSizeGreaterThan(12);
        for (int frames = 1; frames < whole.size(); frames++) {
            List<ByteString> file = new ArrayList<>(ArchiveFiles.export(before, "", null, frames));
            // Recorded after the cut: it must not come with the rest.
            before.points().adjustPoints(Requests.adjust(CUSTOMERS.getFirst(), "between" + frames, 1));
            ExportPlace place = beginning(file, file.size()).place();
            file.addAll(ArchiveFiles.export(before, "", place, Integer.MAX_VALUE));
            ExportFile.Content content =
                    ExportFile.check(ByteString.copyFrom(file).newInput(), FILES, row -> {});
            assertThat(content.place().getRowCount())
                    .isGreaterThanOrEqualTo(full.place().getRowCount())
                    .isEqualTo(content.header().getRowCount());
        }
    }

    private static ExportFile.Beginning beginning(List<ByteString> frames, int count) throws Exception {
        return Optional.ofNullable(ExportFile.beginning(
                        ByteString.copyFrom(frames.subList(0, count)).newInput(), FILES))
                .orElseThrow();
    }

    @Test
    void anImportThatIsBrokenOffAtAnyFrameGoesOnWithoutATrace() throws Exception {
        List<ByteString> file = ArchiveFiles.export(before, "");
        int calls = 0;
        Optional<ImportJournalResponse> end = Optional.empty();
        while (end.isEmpty()) {
            if (calls == 5) {
                after.close();
                after = RunningLoyalty.start(newDatabase, SMALL_BLOCKS);
            }
            // Until the end nobody can work with what is there.
            assertThat(Refusal.of(() -> read(after, CUSTOMERS.getFirst())).reason())
                    .isEqualTo("PROGRAM_NOT_FOUND");
            calls++;
            end = ArchiveFiles.importFile(after.channel(), file, 1);
        }

        assertThat(calls).isEqualTo(file.size() - 1);
        theNewSystemIsLikeTheOld();
    }

    @Test
    void whatIsDamagedIsRefusedWhereItIsAndTheGoodFileGoesOn() throws Exception {
        List<ByteString> file = ArchiveFiles.export(before, "");
        for (int frame = 0; frame < file.size(); frame++) {
            List<ByteString> damaged = new ArrayList<>(file);
            byte[] bytes = file.get(frame).toByteArray();
            bytes[bytes.length / 2] ^= 4;
            damaged.set(frame, ByteString.copyFrom(bytes));
            Refusal refusal = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), damaged));
            assertThat(refusal.reason()).isEqualTo("EXPORT_DAMAGED");
            assertThat(refusal.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            long offset = ByteString.copyFrom(file.subList(0, frame)).size();
            assertThat(refusal.details())
                    .as(refusal.message())
                    .containsEntry("block", Integer.toString(frame))
                    .containsEntry("byte_offset", Long.toString(frame == 0 ? 8 : offset));
        }
        List<ByteString> withoutEnd = file.subList(0, file.size() - 1);
        Refusal noEnd = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), withoutEnd));
        assertThat(noEnd.message()).contains("without a trailer");

        assertThat(ArchiveFiles.importFile(after.channel(), file).getCompleted())
                .isTrue();
        theNewSystemIsLikeTheOld();
    }

    @Test
    void anEventThatWasTamperedWithBeforeTheExportIsNamed() throws Exception {
        oldDatabase.execute("UPDATE loyalty.event_journal SET event_payload = set_byte(event_payload, 40, 7)"
                + " WHERE persistence_id = 'customer|shop|anna' AND sequence_number = 2");
        List<ByteString> file = ArchiveFiles.export(before, "");

        Refusal refusal = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), file));

        assertThat(refusal.reason()).isEqualTo("EXPORT_DAMAGED");
        assertThat(refusal.details())
                .containsEntry("persistence_id", "customer|shop|anna")
                .containsEntry("sequence_number", "2");
        assertThat(rows(newDatabase, "customer|shop|anna").size()).isLessThan(2);
    }

    @Test
    void nothingIsImportedOverWhatIsThere() throws Exception {
        List<ByteString> file = ArchiveFiles.export(before, "");
        List<ByteString> again = ArchiveFiles.export(before, "");
        ArchiveFiles.importFile(after.channel(), file.subList(0, file.size()), 2);
        Refusal other = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), again));
        assertThat(other.reason()).isEqualTo("IMPORT_NOT_EMPTY");
        assertThat(other.message()).contains("not imported to its end");
        ArchiveFiles.importFile(after.channel(), file);
        Refusal same = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), file));
        assertThat(same.message()).contains("imported here already");
        Refusal second = Refusal.of(() -> ArchiveFiles.importFile(after.channel(), again));
        assertThat(second.reason()).isEqualTo("IMPORT_NOT_EMPTY");
        assertThat(second.details()).containsEntry("subject", "program|shop");
    }

    @Test
    void oneProgramMovesAndTheOtherStays() throws Exception {
        story(before, "cafe", 12, 20);
        story(after, "bar", 13, 5);
        awaitComplete(oldDatabase);

        ArchiveFiles.importFile(after.channel(), ArchiveFiles.export(before, SHOP));

        assertThat(rows(newDatabase, "customer|shop|")).isEqualTo(rows(oldDatabase, "customer|shop|"));
        assertThat(scan(newDatabase, "customer|cafe|")).isEmpty();
        eventually(() -> assertThat(after.programs()
                        .listPrograms(ListProgramsRequest.getDefaultInstance())
                        .getProgramsList())
                .extracting(program -> program.getName())
                .containsExactly("programs/bar", SHOP));
        eventually(() -> assertThat(read(after, CUSTOMERS.get(2))).isEqualTo(read(before, CUSTOMERS.get(2))));
        Refusal unknown = Refusal.of(() -> ArchiveFiles.export(before, "programs/nowhere"));
        assertThat(unknown.reason()).isEqualTo("PROGRAM_NOT_FOUND");
    }

    @Test
    void oneCustomerMovesWholeOrNotAtAll() throws Exception {
        String anna = CUSTOMERS.getFirst();
        List<ByteString> file = ArchiveFiles.export(before, anna);
        assertThat(Refusal.of(() -> ArchiveFiles.importFile(after.channel(), file))
                        .reason())
                .isEqualTo("PROGRAM_NOT_FOUND");
        after.programs().createProgram(Requests.program("shop"));
        assertThat(Refusal.of(() -> read(after, anna)).reason()).isEqualTo("CUSTOMER_NOT_FOUND");

        assertThat(ArchiveFiles.importFile(after.channel(), file, file.size() - 2))
                .isEmpty();
        assertThat(scan(newDatabase, "customer|")).isEmpty();
        ArchiveFiles.importFile(after.channel(), file);

        assertThat(rows(newDatabase, "customer|")).isEqualTo(rows(oldDatabase, "customer|shop|anna"));
        eventually(() -> assertThat(read(after, anna)).isEqualTo(read(before, anna)));
        after.points().adjustPoints(Requests.adjust(anna, "later", 5));
        assertThat(Refusal.of(() -> ArchiveFiles.importFile(after.channel(), ArchiveFiles.export(before, anna)))
                        .details())
                .containsEntry("subject", "customer|shop|anna");
    }

    @Test
    void badQuestionsAreRefusedByField() {
        assertThat(Refusal.of(() -> ArchiveFiles.export(before, "programs/Shop"))
                        .fields())
                .containsExactly("scope: must be empty, programs/{program} or programs/{program}/customers/{customer}");
        ExportPlace ahead = ExportPlace.newBuilder()
                .setCut(Long.MAX_VALUE)
                .setPreviousHash(ByteString.copyFrom(new byte[32]))
                .build();
        assertThat(Refusal.of(() -> ArchiveFiles.export(before, "", ahead, 9)).fields())
                .containsExactly("resume.cut: must be that of an export of this system");
    }

    @Test
    void pointsThatExpireInTheNewSystemAreSweptThere() throws Exception {
        after.close();
        after = RunningLoyalty.start(newDatabase, Map.of("giveback.loyalty.directory.sweep-interval", "200ms"));
        ArchiveFiles.importFile(after.channel(), ArchiveFiles.export(before, ""));
        eventually(() -> assertThat(totals(after)).isEqualTo(totals(before)));
        after.setForward(Duration.ofDays(1));
        after.points().adjustPoints(Requests.adjust(CUSTOMERS.getFirst(), "tomorrow", 1));
        eventually(() -> assertThat(totals(after).getTotals().getAdjusted())
                .isEqualTo(totals(before).getTotals().getAdjusted() + 1));
    }
}
