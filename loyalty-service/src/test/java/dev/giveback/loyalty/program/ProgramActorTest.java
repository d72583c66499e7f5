package dev.giveback.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.program.ProgramChange.CreateProgram;
import dev.giveback.loyalty.program.ProgramChange.Request;
import dev.giveback.loyalty.program.ProgramChange.UpdateProgram;
import dev.giveback.loyalty.program.ProgramReply.Answered;
import dev.giveback.loyalty.program.ProgramReply.Refused;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.journal.ChainHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actor over the in-memory journal of Akka's test kit, which serializes every event and so proves the bindings too. */
final class ProgramActorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2011-11-26T12:00:00Z"));
    private static final String PERSISTENCE_ID = "program|shop";

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static ActorTestKit kit;

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static PersistenceTestKit journal;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(
                PersistenceTestKitPlugin.getInstance().config().withFallback(ConfigFactory.defaultApplication()));
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void clear() {
        journal.clearAll();
    }

    @Test
    void aChangeIsOneStoredEventAndThenAnAnswer() {
        ActorRef<ProgramCommand> program = spawn();

        assertThat(answered(program, create("one")).getVersion()).isEqualTo(1);
        StoredProgramEvent stored = journal.expectNextPersistedClass(PERSISTENCE_ID, StoredProgramEvent.class);
        assertThat(stored.event().getProgram().getVersion()).isEqualTo(1);
        assertThat(ChainHash.follows(ChainHash.NONE, stored.eventBytes(), stored.chainHash()))
                .isTrue();
        journal.expectNothingPersisted(PERSISTENCE_ID, Duration.ofMillis(50));
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTimeAndStoresNothing() {
        ActorRef<ProgramCommand> program = spawn();
        Program first = answered(program, create("one"));
        answered(program, update("two"));

        assertThat(answered(program, create("one"))).isEqualTo(first);
        assertThat(stored()).hasSize(2);
    }

    @Test
    void aRefusalStoresNothing() {
        ActorRef<ProgramCommand> program = spawn();

        assertThat(refused(program, update("one"))).isEqualTo(Reason.PROGRAM_NOT_FOUND);
        assertThat(stored()).isEmpty();
    }

    @Test
    void validateOnlyAnswersTheSameAndStoresNothing() {
        ActorRef<ProgramCommand> program = spawn();
        Program wouldBe = answered(ask(program, create("one"), true));

        assertThat(stored()).isEmpty();
        assertThat(answered(program, create("one"))).isEqualTo(wouldBe);
        assertThat(refused(ask(program, create("two"), true))).isEqualTo(Reason.PROGRAM_EXISTS);
    }

    @Test
    void afterARestartEverythingIsRemembered() {
        ActorRef<ProgramCommand> before = spawn();
        Program first = answered(before, create("one"));
        Program second = answered(before, update("two"));
        stop(before);

        ActorRef<ProgramCommand> after = spawn();
        assertThat(answered(after, create("one"))).isEqualTo(first);
        assertThat(answered(read(after))).isEqualTo(second);
        assertThat(answered(after, update("three")).getVersion()).isEqualTo(3);
        List<StoredProgramEvent> stored = stored();
        assertThat(stored).hasSize(3);
        assertThat(ChainHash.follows(
                        stored.get(1).chainHash(),
                        stored.get(2).eventBytes(),
                        stored.get(2).chainHash()))
                .isTrue();
    }

    @Test
    void aChangeThatCouldNotBeStoredIsNotAnsweredAndNotDone() {
        ActorRef<ProgramCommand> program = spawn();
        answered(program, create("one"));
        journal.failNextPersisted(PERSISTENCE_ID, new IllegalStateException("the disk is full"));

        ask(program, update("two"), false).expectNoMessage(Duration.ofMillis(100));
        assertThat(answered(read(program)).getVersion()).isEqualTo(1);
        assertThat(answered(program, update("two")).getVersion()).isEqualTo(2);
    }

    @Test
    void aProgramThatIsNotThereIsNotFound() {
        assertThat(refused(read(spawn()))).isEqualTo(Reason.PROGRAM_NOT_FOUND);
    }

    private static ActorRef<ProgramCommand> spawn() {
        return kit.spawn(ProgramActor.create("shop", CLOCK));
    }

    private static void stop(ActorRef<ProgramCommand> program) {
        program.tell(ProgramCommand.Stop.INSTANCE);
        kit.createTestProbe().expectTerminated(program, Duration.ofSeconds(3));
    }

    private static List<StoredProgramEvent> stored() {
        return journal.persistedInStorage(PERSISTENCE_ID).stream()
                .map(StoredProgramEvent.class::cast)
                .toList();
    }

    private static CreateProgram create(String requestId) {
        return new CreateProgram(Programs.shop(), new Request(requestId, 1, ""));
    }

    private static UpdateProgram update(String requestId) {
        return new UpdateProgram(Programs.version(7), new Request(requestId, 2, ""), 0);
    }

    private static TestProbe<ProgramReply> ask(
            ActorRef<ProgramCommand> program, ProgramChange change, boolean validateOnly) {
        TestProbe<ProgramReply> probe = kit.createTestProbe();
        program.tell(new ProgramCommand.Change(change, validateOnly, probe.ref()));
        return probe;
    }

    private static TestProbe<ProgramReply> read(ActorRef<ProgramCommand> program) {
        TestProbe<ProgramReply> probe = kit.createTestProbe();
        program.tell(new ProgramCommand.Read(probe.ref()));
        return probe;
    }

    private static Program answered(ActorRef<ProgramCommand> program, ProgramChange change) {
        return answered(ask(program, change, false));
    }

    private static Program answered(TestProbe<ProgramReply> probe) {
        return probe.expectMessageClass(Answered.class).program();
    }

    private static Reason refused(ActorRef<ProgramCommand> program, ProgramChange change) {
        return refused(ask(program, change, false));
    }

    private static Reason refused(TestProbe<ProgramReply> probe) {
        return probe.expectMessageClass(Refused.class).refusal().reason();
    }
}
