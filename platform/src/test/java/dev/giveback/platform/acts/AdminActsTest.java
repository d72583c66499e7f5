package dev.giveback.platform.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class AdminActsTest {
    private static final WorkSettings SETTINGS =
            new WorkSettings(2, 2, 25, Duration.ofSeconds(1), Duration.ofMillis(500));

    private TestDatabase database;
    private RunningActs running;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        running = new RunningActs(database, SETTINGS);
    }

    @AfterEach
    void stop() {
        running.close();
        database.close();
    }

    @Test
    void withoutActsThereIsNothing() {
        assertThat(running.all()).isEmpty();
    }

    @Test
    void theBeginningIsDurableBeforeTheWorkAndTheEndFollows() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<List<AdminAct>> seenInside = new CompletableFuture<>();
        AdminActs.Act<String> act = new AdminActs.Act<>() {
            @Override
            public CompletionStage<String> run() {
                seenInside.complete(running.all());
                return answer;
            }

            @Override
            public Map<String, String> figures(@Nullable String result, @Nullable Throwable failure) {
                return Map.of("answer", String.valueOf(result));
            }
        };
        CompletableFuture<String> done =
                running.acts().around(RunningActs.ask("Look"), act).toCompletableFuture();

        AdminAct before = RunningActs.now(seenInside).getFirst();
        assertThat(before.hasEndTime()).isFalse();
        assertThat(before.getOutcome()).isEmpty();
        assertThat(before.getVerb()).isEqualTo("Look");
        assertThat(before.getSubject()).isEqualTo("programs/shop");
        assertThat(before.getOperator()).isEqualTo("anna");
        assertThat(before.getReason()).isEqualTo("to see");
        answer.complete("42");
        assertThat(RunningActs.now(done)).isEqualTo("42");
        AdminAct after = running.all().getFirst();
        assertThat(after.getOutcome()).isEqualTo("OK");
        assertThat(after.hasEndTime()).isTrue();
        assertThat(after.getDetailsMap()).containsOnly(Map.entry("asked", "yes"), Map.entry("answer", "42"));
    }

    @Test
    void howItEndedFollowsFromItsFailure() {
        Status[] refused = {Status.INVALID_ARGUMENT, Status.NOT_FOUND, Status.FAILED_PRECONDITION, Status.ABORTED};
        for (Status status : refused) {
            assertThat(AdminActs.outcome(new CompletionException(status.asRuntimeException())))
                    .isEqualTo(ActOutcome.REFUSED);
        }
        assertThat(AdminActs.outcome(Status.INVALID_ARGUMENT
                        .withDescription("context.reason: must be said")
                        .asRuntimeException()))
                .isEqualTo(ActOutcome.REFUSED);
        assertThat(AdminActs.outcome(Status.CANCELLED.asRuntimeException())).isEqualTo(ActOutcome.CANCELLED);
        assertThat(AdminActs.outcome(Status.UNAVAILABLE.asRuntimeException())).isEqualTo(ActOutcome.FAILED);
        assertThat(AdminActs.outcome(new TimeoutException())).isEqualTo(ActOutcome.FAILED);
        assertThat(AdminActs.outcome(new IllegalStateException("bug"))).isEqualTo(ActOutcome.FAILED);
        assertThat(AdminActs.outcome(null)).isEqualTo(ActOutcome.OK);
    }

    @Test
    void whatFailsOrThrowsEndsTheActAndFailsTheSameWay() {
        assertThatThrownBy(() -> RunningActs.now(running.acts()
                        .around(RunningActs.ask("Refused"), () -> {
                            throw Status.NOT_FOUND.asRuntimeException();
                        })
                        .toCompletableFuture()))
                .hasRootCauseMessage("NOT_FOUND");
        assertThatThrownBy(() -> RunningActs.now(running.acts()
                        .around(
                                RunningActs.ask("Failed"),
                                () -> CompletableFuture.failedFuture(new IllegalStateException("bug")))
                        .toCompletableFuture()))
                .hasRootCauseMessage("bug");

        assertThat(running.all())
                .extracting(AdminAct::getVerb, AdminAct::getOutcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Failed", "FAILED"),
                        org.assertj.core.groups.Tuple.tuple("Refused", "REFUSED"));
    }

    @Test
    void figuresThatCannotBeToldDoNotUndoWhatIsDone() {
        AdminActs.Act<String> act = new AdminActs.Act<>() {
            @Override
            public CompletionStage<String> run() {
                return CompletableFuture.completedFuture("done");
            }

            @Override
            public Map<String, String> figures(@Nullable String result, @Nullable Throwable failure) {
                throw new IllegalStateException("no figures");
            }
        };

        assertThat(RunningActs.now(
                        running.acts().around(RunningActs.ask("Do"), act).toCompletableFuture()))
                .isEqualTo("done");
        assertThat(running.all().getFirst().getOutcome()).isEqualTo("OK");
    }

    @Test
    void aProcessThatWasGoneBetweenLeavesAnActThatHasNotEnded() throws Exception {
        long done = running.begin("Done");
        running.end(done, ActOutcome.OK);
        running.begin("Broken");
        running.kill();

        running = new RunningActs(database, SETTINGS);
        assertThat(running.all().getFirst().getVerb()).isEqualTo("Broken");
        assertThat(running.all().getFirst().hasEndTime()).isFalse();
        assertThat(running.begin("Next")).isEqualTo(4);
        assertChain(4);
    }

    @Test
    void theChainVerifiesAndAChangedByteIsFound() throws Exception {
        for (int i = 0; i < 3; i++) {
            running.end(running.begin("Verb" + i), ActOutcome.OK);
        }
        assertChain(6);

        database.execute("UPDATE loyalty.event_journal SET event_payload = set_byte(event_payload,"
                + " length(event_payload) - 1, get_byte(event_payload, length(event_payload) - 1) # 1)"
                + " WHERE persistence_id = 'admin|acts' AND sequence_number = 3");
        assertThatThrownBy(() -> assertChain(6))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("event 3");
    }

    private void assertChain(int length) throws Exception {
        ByteString hash = ChainHash.NONE;
        List<StoredAdminEvent> chain = running.chain();
        assertThat(chain).hasSize(length);
        for (int i = 0; i < chain.size(); i++) {
            hash = ChainHash.next(hash, chain.get(i).eventBytes());
            assertThat(chain.get(i).chainHash()).as("event " + (i + 1)).isEqualTo(hash);
        }
    }

    @Test
    void pagesGoBackFromTheLatestAndEachActIsOnOne() {
        for (int i = 0; i < 5; i++) {
            running.end(running.begin("Verb" + i), ActOutcome.OK);
        }

        List<AdminAct> first = running.acts(Long.MAX_VALUE, 2);
        assertThat(first).extracting(AdminAct::getVerb).containsExactly("Verb4", "Verb3");
        List<AdminAct> second = running.acts(first.getLast().getActId(), 2);
        assertThat(second).extracting(AdminAct::getVerb).containsExactly("Verb2", "Verb1");
        assertThat(second).extracting(AdminAct::getOutcome).containsOnly("OK");
        assertThat(running.acts(second.getLast().getActId(), 2))
                .extracting(AdminAct::getVerb)
                .containsExactly("Verb0");
        assertThat(running.acts(1, 2)).isEmpty();
    }

    /** Its end lies more than one page of rows after its beginning. */
    @Test
    void anActWhoseEndIsFarAwayIsShownEnded() {
        long slow = running.begin("Slow");
        CompletableFuture<?>[] between = new CompletableFuture<?>[2_100];
        for (int i = 0; i < between.length; i++) {
            between[i] = running.acts().begin(RunningActs.ask("Between")).toCompletableFuture();
            if (i % 200 == 199) {
                RunningActs.now(CompletableFuture.allOf(java.util.Arrays.copyOfRange(between, i - 199, i + 1)));
            }
        }
        RunningActs.now(CompletableFuture.allOf(between));
        running.end(slow, ActOutcome.CANCELLED);

        AdminAct shown = running.acts(slow + 1, 1).getFirst();
        assertThat(shown.getVerb()).isEqualTo("Slow");
        assertThat(shown.getOutcome()).isEqualTo("CANCELLED");
        assertThat(shown.getDetailsMap()).containsEntry("done", "7");
    }
}
