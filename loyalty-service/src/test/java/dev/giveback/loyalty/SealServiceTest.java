package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.loyalty.v1.EventProof;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ProveEventRequest;
import dev.giveback.loyalty.v1.ProveEventResponse;
import dev.giveback.loyalty.v1.SealFinding;
import dev.giveback.loyalty.v1.SealJournalRequest;
import dev.giveback.loyalty.v1.SealJournalResponse;
import dev.giveback.loyalty.v1.SealSummary;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.loyalty.v1.VerifySealsRequest;
import dev.giveback.loyalty.v1.VerifySealsResponse;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Seals of a running service, what tampering does to them, and proofs as an outsider checks them. */
@Timeout(600)
final class SealServiceTest {
    private static final String ANNA = "programs/shop/customers/anna";
    private static final String BEN = "programs/shop/customers/ben";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database, settings("1h"));
        loyalty.programs().createProgram(Requests.program("shop"));
        for (int i = 0; i < 5; i++) {
            loyalty.points().adjustPoints(Requests.adjust(ANNA, "a" + i, 10 + i));
            loyalty.points().adjustPoints(Requests.adjust(BEN, "b" + i, 20 + i));
        }
    }

    private Map<String, ?> settings(String checkInterval) {
        return Map.of(
                "giveback.loyalty.seal.directory",
                directory.resolve("seals").toString(),
                "giveback.loyalty.seal.check-interval",
                checkInterval);
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private SealedRoot seal() {
        Iterator<SealJournalResponse> steps = loyalty.journal().sealJournal(SealJournalRequest.getDefaultInstance());
        SealedRoot seal = SealedRoot.getDefaultInstance();
        while (steps.hasNext()) {
            seal = steps.next().getRoot();
        }
        return seal;
    }

    private EventProof prove(String customer, long sequenceNumber, long seal) {
        Iterator<ProveEventResponse> steps = loyalty.journal()
                .proveEvent(ProveEventRequest.newBuilder()
                        .setCustomer(customer)
                        .setSequenceNumber(sequenceNumber)
                        .setSealNumber(seal)
                        .build());
        EventProof proof = EventProof.getDefaultInstance();
        while (steps.hasNext()) {
            proof = steps.next().getProof();
        }
        return proof;
    }

    private final List<SealFinding> findings = new ArrayList<>();

    private SealSummary verify() {
        findings.clear();
        Iterator<VerifySealsResponse> steps = loyalty.journal().verifySeals(VerifySealsRequest.getDefaultInstance());
        SealSummary summary = SealSummary.getDefaultInstance();
        while (steps.hasNext()) {
            VerifySealsResponse step = steps.next();
            if (step.hasFinding()) {
                findings.add(step.getFinding());
            }
            summary = step.hasSummary() ? step.getSummary() : summary;
        }
        assertThat(summary.getFindingCount()).isEqualTo(findings.size());
        return summary;
    }

    private List<String> found() {
        verify();
        return findings.stream()
                .map(finding -> finding.getRule() + " " + finding.getSealNumber() + " " + finding.getSubject())
                .map(String::strip)
                .toList();
    }

    private void tamper(String sql) throws Exception {
        try (var connection = database.dataSource("loyalty").getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private Path file(String name) {
        return directory.resolve("seals").resolve(name);
    }

    private record Run(int exitCode, String output) {}

    /** As an outsider would: with nothing but a JDK. */
    private Run outsider(String proof, String roots) throws Exception {
        Path proofFile = Files.writeString(directory.resolve("proof.json"), proof);
        Path rootsFile = Files.writeString(directory.resolve("copied.jsonl"), roots);
        Path tool = Path.of("tools/VerifyProof.java");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        (Files.exists(tool) ? tool : Path.of("..").resolve(tool)).toString(),
                        proofFile.toString(),
                        rootsFile.toString(),
                        file("seal-key.pub.pem").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    @Test
    void aSealFitsTheJournalAndGoesOnFittingWhenTheJournalGrows() throws Exception {
        SealedRoot first = seal();
        assertThat(first.getNumber()).isEqualTo(1);
        // Two customers, a program and the acts; of those the beginning of this one.
        assertThat(first.getJournalCount()).isEqualTo(4);
        assertThat(first.getEventCount()).isEqualTo(12);
        loyalty.points().adjustPoints(Requests.adjust(ANNA, "more", 1));
        SealedRoot second = seal();
        loyalty.points().adjustPoints(Requests.adjust(BEN, "more", 1));

        SealSummary summary = verify();
        // A transaction that is under way holds back what was stored after it began.
        for (int i = 0; i < 100 && summary.getEventCount() <= second.getEventCount(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            summary = verify();
        }

        assertThat(findings).isEmpty();
        assertThat(summary.getSealCount()).isEqualTo(2);
        assertThat(summary.getEventCount()).isGreaterThan(second.getEventCount());
        assertThat(second.getRootHash()).isNotEqualTo(first.getRootHash());
        assertThat(Files.readAllLines(file("roots.jsonl"))).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("seal-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(loyalty.journal()
                        .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                        .getActsList())
                .extracting(AdminAct::getVerb)
                .contains("SealJournal", "VerifySeals");
    }

    @Test
    void whatIsTakenAwayOrRewrittenIsNamed() throws Exception {
        seal();
        tamper("DELETE FROM event_journal WHERE persistence_id = 'customer|shop|ben' AND sequence_number = 5");
        assertThat(found()).containsExactly("EVENTS_LOST 1 " + BEN, "ROOT 1");
        assertThat(findings.getFirst().getMessage())
                .isEqualTo(BEN + ": it had 5 events when it was sealed, and has 4 now");
        seal();
        assertThat(found()).contains("EVENTS_LOST 1 " + BEN, "ROOT 1").doesNotContain("ROOT 2");

        tamper("UPDATE event_journal SET event_payload = set_byte(event_payload, 40, 7)"
                + " WHERE persistence_id = 'customer|shop|anna' AND sequence_number = 2");
        assertThat(found()).containsExactly("EVENTS_CHANGED 1 " + ANNA, "EVENTS_LOST 1 " + BEN, "ROOT 1", "ROOT 2");
        Refusal nothingToProve = Refusal.of(() -> prove(ANNA, 3, 2));
        assertThat(nothingToProve.message()).contains("not what seal 2 says");
        tamper("DELETE FROM event_journal WHERE persistence_id = 'program|shop'");
        assertThat(found()).contains("EVENTS_LOST 1 programs/shop");
    }

    @Test
    void aSealThatIsChangedForgottenOrInventedIsNamed() throws Exception {
        seal();
        seal();
        String roots = Files.readString(file("roots.jsonl"));
        Files.writeString(file("roots.jsonl"), roots.replaceFirst("\"event_count\":\"\\d+\"", "\"event_count\":\"9\""));
        assertThat(found()).containsExactly("SEAL_FILE 1");
        Files.writeString(file("roots.jsonl"), roots + "{\"number\":\"3\"}\n");
        assertThat(found()).containsExactly("SEAL_FILE 3");
        Files.writeString(file("roots.jsonl"), roots.substring(0, roots.indexOf('\n') + 1));
        assertThat(found()).containsExactly("SEAL_FILE 2");
        Files.writeString(file("roots.jsonl"), roots);
        assertThat(found()).isEmpty();
        tamper("UPDATE journal_seal SET seal = (SELECT seal FROM journal_seal WHERE number = 1) WHERE number = 2");
        assertThat(found()).contains("SEAL_CHAIN 1", "SEAL_FILE 2");
        tamper("DELETE FROM journal_seal WHERE number = 2");
        assertThat(found()).containsExactly("SEAL_FILE 2");
        tamper("UPDATE journal_seal SET public_key = set_byte(public_key, 20, 7)");
        assertThat(found()).contains("SIGNATURE 1");
    }

    @Test
    void anOutsiderAcceptsATrueProofAndRefusesEveryChangedOne() throws Exception {
        seal();
        loyalty.points().adjustPoints(Requests.adjust(ANNA, "more", 1));
        EventProof proof = prove(ANNA, 2, 0);
        String roots = Files.readString(file("roots.jsonl"));
        String json = json(proof);

        assertThat(outsider(json, roots))
                .satisfies(run -> assertThat(run.output()).startsWith("Proved: customer|shop|anna event 2"))
                .extracting(Run::exitCode)
                .isEqualTo(0);
        for (Map.Entry<String, EventProof> changed : changed(proof).entrySet()) {
            Run run = outsider(json(changed.getValue()), roots);
            assertThat(run.exitCode())
                    .as(changed.getKey() + ": " + run.output())
                    .isEqualTo(1);
        }
        for (String field : List.of("event_count", "journal_count", "cut", "number")) {
            Run run = outsider(json, roots.replaceFirst("\"" + field + "\":\"\\d+\"", "\"" + field + "\":\"77\""));
            assertThat(run.exitCode()).as(field + ": " + run.output()).isEqualTo(1);
        }
        assertThat(proof.getRecordPathCount()).isEqualTo(3);
        assertThat(proof.getJournalPathCount()).isEqualTo(2);
    }

    private static String json(EventProof proof) throws IOException {
        return JsonFormat.printer()
                .preservingProtoFieldNames()
                .alwaysPrintFieldsWithNoPresence()
                .print(proof);
    }

    /** The proof with one thing changed, by what that is. */
    private static Map<String, EventProof> changed(EventProof proof) {
        Map<String, EventProof> changed = new TreeMap<>();
        changed.put("seal", proof.toBuilder().setSealNumber(2).build());
        changed.put(
                "customer",
                proof.toBuilder().setPersistenceId("customer|shop|ben").build());
        changed.put("number", proof.toBuilder().setSequenceNumber(3).build());
        changed.put("record count", proof.toBuilder().setRecordCount(6).build());
        changed.put("journal index", proof.toBuilder().setJournalIndex(2).build());
        changed.put("journal count", proof.toBuilder().setJournalCount(5).build());
        byte[] record = proof.getRecord().toByteArray();
        record[record.length - 1] ^= 1;
        changed.put(
                "record",
                proof.toBuilder().setRecord(ByteString.copyFrom(record)).build());
        changed.put(
                "record path",
                proof.toBuilder().setRecordPath(0, proof.getJournalPath(0)).build());
        changed.put(
                "journal path",
                proof.toBuilder().setJournalPath(0, proof.getRecordPath(0)).build());
        changed.put("short path", proof.toBuilder().clearRecordPath().build());
        changed.put(
                "long path",
                proof.toBuilder().addJournalPath(proof.getRecordPath(0)).build());
        return changed;
    }

    @Test
    void everyEventOfASealIsProvedToTheSameRoot() {
        seal();
        for (int i = 1; i <= 5; i++) {
            assertThat(prove(ANNA, i, 1).getJournalIndex()).isEqualTo(1);
            assertThat(prove(BEN, i, 0).getJournalIndex()).isEqualTo(2);
        }
        loyalty.points().adjustPoints(Requests.adjust(ANNA, "later", 1));
        Refusal later = Refusal.of(() -> prove(ANNA, 6, 0));
        assertThat(later.reason()).isEqualTo("EVENT_NOT_FOUND");
        assertThat(Refusal.of(() -> prove(ANNA, 1, 2)).reason()).isEqualTo("SEAL_NOT_FOUND");
        assertThat(Refusal.of(() -> prove("programs/shop", 1, 1)).reason()).isEqualTo("INVALID_FIELD");
    }

    @Test
    void oneSealADayIsMadeByItselfAndAMissedOneAtTheNextStart() throws Exception {
        loyalty.close();
        loyalty = RunningLoyalty.start(database, settings("100ms"));
        awaitSeals(1);
        Thread.sleep(500);
        awaitSeals(1);
        loyalty.setForward(Duration.ofDays(1));
        awaitSeals(2);
        loyalty.close();
        // What a crash leaves of a line is completed.
        String roots = Files.readString(file("roots.jsonl"));
        Files.writeString(file("roots.jsonl"), roots.substring(0, roots.length() - 30));
        loyalty = RunningLoyalty.start(database, settings("100ms"));
        for (int i = 0; i < 100 && !Files.readString(file("roots.jsonl")).equals(roots); i++) {
            Thread.sleep(100);
        }
        assertThat(Files.readString(file("roots.jsonl"))).isEqualTo(roots);
        assertThat(verify().getSealCount()).isEqualTo(2);
        assertThat(findings).isEmpty();
    }

    private void awaitSeals(int count) throws Exception {
        for (int i = 0; i < 100; i++) {
            if (Files.exists(file("roots.jsonl"))
                    && Files.readAllLines(file("roots.jsonl")).size() == count) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(Files.readAllLines(file("roots.jsonl"))).hasSize(count);
    }

    @Test
    void withoutADirectoryNothingIsSealedAndTheRefusalSaysSo() throws Exception {
        loyalty.close();
        loyalty = RunningLoyalty.start(database);
        Refusal refusal = Refusal.of(() -> seal());
        assertThat(refusal.reason()).isEqualTo("SEAL_NOT_FOUND");
        assertThat(refusal.message()).contains("giveback.loyalty.seal.directory");
    }
}
