package dev.giveback.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.program.ProgramChange.CreateProgram;
import dev.giveback.loyalty.program.ProgramChange.Request;
import dev.giveback.loyalty.program.ProgramChange.UpdateProgram;
import dev.giveback.loyalty.program.ProgramDecision.Accepted;
import dev.giveback.loyalty.program.ProgramDecision.Rejected;
import dev.giveback.loyalty.program.ProgramDecision.Repeated;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProgramStateTest {
    private static final Instant NOON = Instant.parse("2011-11-26T12:00:00.123456Z");
    private static final Program EUROS =
            Programs.shop().toBuilder().setCurrencyCode("EUR").build();

    @Test
    void aCreatedProgramIsVersionOne() {
        Accepted accepted = (Accepted) ProgramState.EMPTY.decide(
                create(
                        "one",
                        Programs.version(9).toBuilder()
                                .setCreateTime(time(1, 0))
                                .build()),
                NOON);

        assertThat(accepted.event().getRecordMillis()).isEqualTo(NOON.toEpochMilli());
        assertThat(accepted.event().getRequestId()).isEqualTo("one");
        assertThat(accepted.event().getPrincipal()).isEqualTo("ann");
        assertThat(accepted.event().getProgram())
                .isEqualTo(Programs.version(9).toBuilder()
                        .setVersion(1)
                        .setCreateTime(time(NOON.getEpochSecond(), 123_000_000))
                        .setUpdateTime(time(NOON.getEpochSecond(), 123_000_000))
                        .build());
    }

    @Test
    void anUpdateIsTheNextVersionAndReplacesEverything() {
        ProgramState created = after(ProgramState.EMPTY, create("one", Programs.version(9)));
        Accepted accepted = (Accepted) created.decide(update("two", Programs.shop(), 1), NOON.plusSeconds(60));

        assertThat(accepted.event().getProgram())
                .isEqualTo(Programs.shop().toBuilder()
                        .setVersion(2)
                        .setCreateTime(time(NOON.getEpochSecond(), 123_000_000))
                        .setUpdateTime(time(NOON.getEpochSecond() + 60, 123_000_000))
                        .build());
    }

    @Test
    void anyVersionIsUpdatedWhenNoneIsExpected() {
        assertThat(created().decide(update("two", Programs.shop(), 0), NOON)).isInstanceOf(Accepted.class);
    }

    @Test
    void aRepeatIsGivenTheFirstAnswerWhateverHappenedSince() {
        ProgramState updated = after(created(), update("two", Programs.version(7), 1));

        assertThat(updated.decide(create("one", Programs.shop()), NOON))
                .isInstanceOfSatisfying(
                        Repeated.class,
                        repeated -> assertThat(repeated.answer().getVersion()).isEqualTo(1));
        assertThat(updated.decide(update("two", Programs.version(7), 1), NOON))
                .isInstanceOfSatisfying(
                        Repeated.class,
                        repeated -> assertThat(repeated.answer().getVersion()).isEqualTo(2));
    }

    @Test
    void theLatestHundredRequestsAreRemembered() {
        ProgramState state = created();
        for (int i = 0; i < ProgramState.REMEMBERED_REQUESTS - 1; i++) {
            state = after(state, update("update-" + i, Programs.shop(), 0));
        }
        assertThat(state.decide(create("one", Programs.shop()), NOON)).isInstanceOf(Repeated.class);

        ProgramState full = after(state, update("last", Programs.shop(), 0));
        assertThat(full.requests()).hasSize(ProgramState.REMEMBERED_REQUESTS);
        assertRejected(full.decide(create("one", Programs.shop()), NOON), Reason.PROGRAM_EXISTS);
    }

    /** Every pair of reasons that one change can have, the one that is given first. */
    static Stream<Arguments> pairs() {
        return Stream.of(
                pair(createAs("one", Programs.version(2)), Reason.REQUEST_ID_REUSED, Reason.PROGRAM_EXISTS),
                pair(updateAs("one", Programs.shop(), 5), Reason.REQUEST_ID_REUSED, Reason.VERSION_CHANGED),
                pair(updateAs("one", EUROS, 1), Reason.REQUEST_ID_REUSED, Reason.CURRENCY_FIXED),
                pair(updateAs("two", EUROS, 5), Reason.VERSION_CHANGED, Reason.CURRENCY_FIXED));
    }

    @ParameterizedTest(name = "{1} before {2}")
    @MethodSource("pairs")
    void theFirstReasonInOrderOfPrecedenceIsGiven(ProgramChange change, Reason given, Reason alsoTrue) {
        assertRejected(created().decide(change, NOON), given);
        assertThat(given).isLessThan(alsoTrue);
    }

    @Test
    void eachReasonIsGivenAlone() {
        assertRejected(created().decide(updateAs("one", Programs.shop(), 1), NOON), Reason.REQUEST_ID_REUSED);
        assertRejected(ProgramState.EMPTY.decide(update("one", EUROS, 5), NOON), Reason.PROGRAM_NOT_FOUND);
        assertRejected(created().decide(create("two", Programs.shop()), NOON), Reason.PROGRAM_EXISTS);
        assertRejected(created().decide(update("two", Programs.shop(), 2), NOON), Reason.VERSION_CHANGED);
        assertRejected(created().decide(update("two", EUROS, 1), NOON), Reason.CURRENCY_FIXED);
    }

    @Test
    void theRecordsFormAChain() {
        ProgramState first = created();
        ProgramState second = after(first, update("two", Programs.shop(), 0));
        Accepted accepted = (Accepted) first.decide(update("two", Programs.shop(), 0), NOON);

        assertThat(second.chainHash())
                .isEqualTo(ChainHash.next(first.chainHash(), accepted.event().toByteString()));
    }

    private static void assertRejected(ProgramDecision decision, Reason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.refusal().reason()).isEqualTo(reason));
    }

    private static ProgramState created() {
        return after(ProgramState.EMPTY, create("one", Programs.shop()));
    }

    private static ProgramState after(ProgramState state, ProgramChange change) {
        Accepted accepted = (Accepted) state.decide(change, NOON);
        return state.evolve(StoredProgramEvent.following(state.chainHash(), accepted.event()));
    }

    private static CreateProgram create(String requestId, Program program) {
        return new CreateProgram(program, new Request(requestId, 1, "ann"));
    }

    private static UpdateProgram update(String requestId, Program program, long expectedVersion) {
        return new UpdateProgram(program, new Request(requestId, 2, "ann"), expectedVersion);
    }

    /** With a fingerprint that no other request has. */
    private static CreateProgram createAs(String requestId, Program program) {
        return new CreateProgram(program, new Request(requestId, 3, "bob"));
    }

    private static UpdateProgram updateAs(String requestId, Program program, long expectedVersion) {
        return new UpdateProgram(program, new Request(requestId, 4, "bob"), expectedVersion);
    }

    private static Arguments pair(ProgramChange change, Reason given, Reason alsoTrue) {
        return Arguments.of(change, given, alsoTrue);
    }

    private static Timestamp time(long seconds, int nanos) {
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }
}
