package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The audit log by gRPC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditServiceTest {
    private static final String ADJUST = "giveback.loyalty.v1.PointsService/AdjustPoints";
    private static final String CREATE_PROGRAM = "giveback.loyalty.v1.ProgramService/CreateProgram";

    private final TestDatabase database = TestDatabase.create();
    private RunningAccess access;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        access = RunningAccess.start(database, folder);
    }

    @AfterAll
    void stop() {
        access.close();
        database.close();
    }

    private static AuditEntry.Builder adjustment(String program, String customer) {
        return AuditEntry.newBuilder()
                .setPrincipal("keys/abcdefghijkl")
                .setDisplayName("Back office")
                .setMethod(ADJUST)
                .setProgram("programs/" + program)
                .setResource("programs/" + program + "/customers/" + customer)
                .setAddress("10.0.0.7")
                .setRequestJson("{\"points\":\"50\"}")
                .setBeforeJson("{\"balance\":\"10\"}");
    }

    private String begin(AuditEntry.Builder entry) {
        return access.guard()
                .beginAct(BeginActRequest.newBuilder().setEntry(entry).build())
                .getName();
    }

    private void end(String name, String code, String reason, String after) {
        access.guard()
                .endAct(EndActRequest.newBuilder()
                        .setName(name)
                        .setCode(code)
                        .setReason(reason)
                        .setAfterJson(after)
                        .build());
    }

    private List<AuditEntry> entries(ListAuditEntriesRequest.Builder request) {
        return access.admin().listAuditEntries(request.build()).getEntriesList();
    }

    /** The entries as soon as there are so many of this program; the list follows the journal. */
    private List<AuditEntry> entriesOf(String program, int count) throws InterruptedException {
        ListAuditEntriesRequest.Builder request =
                ListAuditEntriesRequest.newBuilder().setProgram("programs/" + program);
        for (int i = 0; i < 200 && entries(request).size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(entries(request)).hasSize(count);
        return entries(request);
    }

    @Test
    void anActIsListedWithWhatWasBeforeAndAfter() throws Exception {
        String name =
                begin(adjustment("audit-one", "13085").setAfterJson("not yet").setCode("OK"));
        AuditEntry running = entriesOf("audit-one", 1).getFirst();
        end(name, "FAILED_PRECONDITION", "INSUFFICIENT_POINTS", "");
        end(name, "OK", "", "{\"balance\":\"60\"}");
        AuditEntry ended = running;
        for (int i = 0; i < 200 && !ended.hasEndTime(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            ended = entriesOf("audit-one", 1).getFirst();
        }

        assertThat(running.getName()).isEqualTo(name);
        assertThat(running.getCode()).isEmpty();
        assertThat(running.getAfterJson()).isEmpty();
        assertThat(running.hasEndTime()).isFalse();
        assertThat(running.getBeforeJson()).isEqualTo("{\"balance\":\"10\"}");
        assertThat(running.getPrincipal()).isEqualTo("keys/abcdefghijkl");
        assertThat(running.getAddress()).isEqualTo("10.0.0.7");
        // Of two ends the first counts.
        assertThat(ended.getCode()).isEqualTo("FAILED_PRECONDITION");
        assertThat(ended.getReason()).isEqualTo("INSUFFICIENT_POINTS");
        assertThat(ended.getAfterJson()).isEmpty();
    }

    @Test
    void pagesHaveEveryEntryOnceTheNewestFirst() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            names.addFirst(begin(adjustment("audit-pages", "c" + i)));
        }
        entriesOf("audit-pages", 7);
        List<String> listed = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String token = "";
        do {
            var page = access.admin()
                    .listAuditEntries(ListAuditEntriesRequest.newBuilder()
                            .setProgram("programs/audit-pages")
                            .setPageSize(3)
                            .setPageToken(token)
                            .build());
            page.getEntriesList().forEach(entry -> listed.add(entry.getName()));
            sizes.add(page.getEntriesCount());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(listed).isEqualTo(names);
        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(Refusals.of(
                        () -> entries(ListAuditEntriesRequest.newBuilder().setPageToken("?"))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(
                        () -> entries(ListAuditEntriesRequest.newBuilder().setPageToken("YTpi"))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }

    @Test
    void eachFilterLeavesOutWhatIsNotAskedFor() throws Exception {
        Instant start = access.now();
        String one = begin(adjustment("audit-filter", "13085"));
        String below = begin(adjustment("audit-filter", "13085/holds/h1"));
        String similar = begin(adjustment("audit-filter", "130850"));
        String program = begin(
                adjustment("audit-filter", "x").setMethod(CREATE_PROGRAM).setPrincipal("https://id.example#anna"));
        entriesOf("audit-filter", 4);

        assertThat(names(filter().setResource("programs/audit-filter/customers/13085")))
                .containsExactly(below, one);
        assertThat(names(filter().setMethod("CreateProgram"))).containsExactly(program);
        assertThat(names(filter().setMethod(ADJUST))).containsExactly(similar, below, one);
        assertThat(names(filter().setMethod("NoSuch"))).isEmpty();
        assertThat(names(filter().setPrincipal("https://id.example#anna"))).containsExactly(program);
        assertThat(names(filter().setStartTime(RunningAccess.time(start)))).hasSize(4);
        assertThat(names(filter().setEndTime(RunningAccess.time(start)))).isEmpty();
        assertThat(names(ListAuditEntriesRequest.newBuilder().setResource("programs/audit-filter/customers/130850")))
                .containsExactly(similar);
    }

    private static ListAuditEntriesRequest.Builder filter() {
        return ListAuditEntriesRequest.newBuilder().setProgram("programs/audit-filter");
    }

    private List<String> names(ListAuditEntriesRequest.Builder request) {
        return entries(request).stream().map(AuditEntry::getName).toList();
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        assertThat(Refusals.of(() -> begin(AuditEntry.newBuilder()))).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> begin(adjustment("audit-bad", "a").setRequestJson("x".repeat(32_769)))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> {
                    end("audit/999999", "OK", "", "");
                    return "ended";
                }))
                .isEqualTo("NOT_FOUND ACT_NOT_FOUND");
        assertThat(Refusals.of(() -> {
                    end("audit/one", "OK", "", "");
                    return "ended";
                }))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }

    @Test
    void manyAtOnceHaveNumbersOfTheirOwn() throws Exception {
        List<com.google.common.util.concurrent.ListenableFuture<dev.giveback.access.v1.BeginActResponse>> answers =
                new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(access.guardLater()
                    .beginAct(BeginActRequest.newBuilder()
                            .setEntry(adjustment("audit-many", "c" + i))
                            .build()));
        }
        List<String> names = new ArrayList<>();
        for (var answer : answers) {
            names.add(answer.get().getName());
        }

        assertThat(names).doesNotHaveDuplicates().hasSize(300);
        assertThat(entries(ListAuditEntriesRequest.newBuilder()
                        .setProgram("programs/audit-many")
                        .setPageSize(1000)))
                .hasSizeLessThanOrEqualTo(300);
        for (int i = 0; i < 200 && entries(many()).size() < 300; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(entries(many()).stream().map(AuditEntry::getName)).containsExactlyInAnyOrderElementsOf(names);
    }

    private static ListAuditEntriesRequest.Builder many() {
        return ListAuditEntriesRequest.newBuilder()
                .setProgram("programs/audit-many")
                .setPageSize(1000);
    }
}
