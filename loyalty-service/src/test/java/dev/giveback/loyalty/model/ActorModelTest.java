package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.model.ActorSubject.Crashes;
import dev.giveback.loyalty.model.ActorSubject.Faults;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The random stories told to a real actor that is stopped, and that crashes at every write. Every event and snapshot passes through
 * its stored bytes.
 */
final class ActorModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.actor-seeds", 4);

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static ActorTestKit kit;

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static PersistenceTestKit journal;

    /** Crashes are the rule here, and each would be logged. */
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.giveback.loyalty.actor");

    private static final AtomicInteger CUSTOMERS = new AtomicInteger();

    private final List<ActorSubject> subjects = new ArrayList<>();
    private final Crashes crashes = new Crashes();

    @BeforeAll
    static void start() {
        LOGGER.setLevel(Level.OFF);
        String plugin = PersistenceTestKitPlugin.PluginId();
        Config crashing = ConfigFactory.parseString("""
                akka.loglevel = "OFF"
                %1$s.class = "%2$s"
                # However many writes fail, the breaker must not open.
                %1$s.circuit-breaker.max-failures = 1000000000
                """.formatted(plugin, CrashingJournal.class.getName()));
        kit = ActorTestKit.create(crashing.withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.defaultApplication()));
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        LOGGER.setLevel(null);
    }

    @AfterEach
    void forget() {
        CrashingJournal.crashNoMore();
        subjects.forEach(ActorSubject::close);
        journal.clearAll();
    }

    private Optional<String> failure(Faults faults, int seeds, int commands) {
        Model model = new Model(() -> subject(faults), EnumSet.allOf(ModelRun.Guard.class), seeds, commands);
        return model.failure().map(Model.Failure::toString);
    }

    private Subject subject(Faults faults) {
        subjects.forEach(ActorSubject::close);
        subjects.clear();
        String id = "customer|shop|" + CUSTOMERS.incrementAndGet();
        ActorSubject subject = new ActorSubject(kit, journal, id, faults, crashes);
        subjects.add(subject);
        return subject;
    }

    @Test
    void aCustomerThatIsStoppedAtRandomRemembersEverything() {
        assertThat(failure(new Faults(5, false, false, UnaryOperator.identity()), SEEDS, 300))
                .isEmpty();
        // A snapshot is taken every 100 events, so the last stops began from one.
        assertThat(subjects.getLast().events()).hasSizeGreaterThan(100);
    }

    @Test
    void everyWriteMayCrashBeforeItIsStoredAndAfterAndEachRequestStillHasOneEffect() {
        assertThat(failure(new Faults(2, true, false, UnaryOperator.identity()), SEEDS, 200))
                .isEmpty();
        assertThat(crashes.before).isGreaterThan(10 * SEEDS);
        assertThat(crashes.after).isGreaterThan(10 * SEEDS);
    }

    @Test
    void anActorWhoseWriteFailedRestartsByItselfFromWhatIsStored() {
        assertThat(failure(new Faults(0, true, true, UnaryOperator.identity()), 1, 12))
                .isEmpty();
        assertThat(crashes.before).isPositive();
        assertThat(crashes.after).isPositive();
    }

    private static Command underAnotherRequestId(Command command) {
        return command instanceof AdjustPoints adjust
                ? new AdjustPoints(
                        new Request(adjust.request().id() + "-again", 1, ""), adjust.points(), adjust.reason())
                : command;
    }

    /** The negative control: a caller who forgets its request id has two effects, and that is seen. */
    @Test
    void aRepeatUnderAnotherRequestIdIsCaught() {
        Faults faults = new Faults(0, true, false, ActorModelTest::underAnotherRequestId);
        assertThatThrownBy(
                        () -> ModelRun.of(RandomSteps.of(1, 60), () -> subject(faults), EnumSet.of(ModelRun.Guard.SUM)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("total against the sum");
    }
}
