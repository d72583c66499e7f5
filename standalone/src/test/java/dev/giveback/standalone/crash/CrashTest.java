package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real standalone under load, and counts what it lost or doubled. The number of rounds of each kind is the system property
 * {@code giveback.crash.rounds}. Every test has a program of its own and leaves a standalone running for the next.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashTest {
    private static final int ROUNDS = Integer.getInteger("giveback.crash.rounds", 2);
    private static final long SEED = 20261122;

    private final Random random = new Random(SEED);
    private Path data = Path.of("");
    private @Nullable StandaloneProcess standalone;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        standalone = StandaloneProcess.start(data, false);
    }

    @AfterAll
    void stop() throws Exception {
        running().stop();
    }

    @Test
    void whatWasAcknowledgedSurvivesTheKillOfTheJvmAndNothingIsDoubled() throws Exception {
        Load load = prepared("jvm");
        for (int round = 0; round < ROUNDS; round++) {
            Map<Call, Answer> answers = loadUntilJvmIsKilled(load, "jvm", between(100, 1_000));
            standalone = StandaloneProcess.start(data, false);
            try (Caller caller = caller("jvm")) {
                Map<String, Checker.Standing> before = load.accounts(caller);
                load.settle(caller, answers, Answer.Given.class);
                assertThat(load.accounts(caller)).isEqualTo(before);
                load.settle(caller, answers, Answer.Unknown.class);
            }
        }
        expectNothingLostOrDoubled(load, "jvm");
    }

    @Test
    void whatWasAcknowledgedSurvivesTheKillOfPostgresqlAndNothingIsDoubled() throws Exception {
        Load load = prepared("postgres");
        try (Caller caller = caller("postgres")) {
            for (int round = 0; round < ROUNDS; round++) {
                Map<Call, Answer> answers = load.during(caller, () -> {
                    load.awaitAcknowledged(100);
                    Thread.sleep(between(100, 1_000));
                    running().killDatabase();
                    Thread.sleep(Duration.ofMillis(500));
                });
                load.settle(caller, answers, Answer.Unknown.class);
                load.settle(caller, answers, Answer.Given.class);
                assertThat(running().recordedDatabasePid()).isEqualTo(running().databasePid());
            }
        }
        expectNothingLostOrDoubled(load, "postgres");
    }

    @Test
    void noLimitIsExceededAndNoCouponIsLostOrDoubledByTheKillOfTheJvm() throws Exception {
        try (CampaignCrash crash = new CampaignCrash(running(), "campaigns", random.nextLong())) {
            for (int round = 0; round < ROUNDS; round++) {
                crash.load()
                        .during(
                                () -> {
                                    crash.load().awaitAcknowledged(100);
                                    Thread.sleep(between(50, 500));
                                    running().kill();
                                    standalone = StandaloneProcess.start(data, false);
                                    crash.talkTo(running());
                                },
                                250);
            }
            assertThat(crash.load().lost()).isEmpty();
            assertThat(crash.findings(running())).isEmpty();
            crash.expectThatItWasALoad(running());
        }
    }

    @Test
    void aCouponThatIsRedeemedWithoutAnAnswerIsCaught() throws Exception {
        try (CampaignCrash crash = new CampaignCrash(running(), "campaigns-control", random.nextLong())) {
            String coupon = Objects.requireNonNull(crash.shop().claim("c0", "claim", "PUBLIC5", false));
            assertThat(crash.findings(running())).isEmpty();

            crash.shop().seen().redeemed("c0", coupon, "never-made");
            assertThat(crash.findingsNow(running()))
                    .containsExactly("c0/" + coupon + " was used by never-made, which is lost");
        }
    }

    @Test
    void aJournalThatAnswersBeforeItStoresIsCaught() throws Exception {
        Load load = prepared("lying");
        running().stop();
        standalone = StandaloneProcess.start(data, true);

        Map<Call, Answer> answers = loadUntilJvmIsKilled(load, "lying", Duration.ofMillis(500));
        standalone = StandaloneProcess.start(data, false);

        try (Caller caller = caller("lying")) {
            load.settle(caller, answers, Answer.Given.class);
            Checker.Verdict verdict = load.verdict(caller);
            System.out.println("lying journal: " + verdict);
            assertThat(verdict.lost()).isPositive();
        }
    }

    @Test
    void anEffectThatHappenedTwiceIsCaught() throws Exception {
        Load load = prepared("twice");
        try (Caller caller = caller("twice")) {
            Map<Call, Answer> answers = load.during(caller, () -> Thread.sleep(300));
            load.settle(caller, answers, Answer.Given.class);
            assertThat(load.verdict(caller).findings()).isEmpty();

            Call once = new Call("c0", "once", Call.Kind.CHECKOUT, 12_345);
            load.settle(caller, Map.of(once, caller.send(once)), Answer.Given.class);
            assertThat(caller.send(new Call("c0", "again", Call.Kind.CHECKOUT, 12_345)))
                    .isInstanceOf(Answer.Given.class);

            Checker.Verdict verdict = load.verdict(caller);
            System.out.println("doubled effect: " + verdict);
            assertThat(verdict.doubled()).isEqualTo(1);
            assertThat(verdict.findings()).hasSize(1).first().asString().startsWith("c0: ");
        }
    }

    private Load prepared(String program) {
        try (Caller caller = caller(program)) {
            caller.createProgram();
        }
        return new Load(program, random.nextLong());
    }

    private Map<Call, Answer> loadUntilJvmIsKilled(Load load, String program, Duration after) throws Exception {
        try (Caller caller = caller(program)) {
            return load.during(caller, () -> {
                load.awaitAcknowledged(100);
                Thread.sleep(after);
                running().kill();
            });
        }
    }

    private void expectNothingLostOrDoubled(Load load, String program) {
        try (Caller caller = caller(program)) {
            Checker.Verdict verdict = load.verdict(caller);
            System.out.println(program + ", " + ROUNDS + " rounds: " + verdict);
            assertThat(verdict.findings()).as(verdict.toString()).isEmpty();
            assertThat(verdict.lost()).isZero();
            assertThat(verdict.doubled()).isZero();
            // A load that was never hit proves nothing.
            assertThat(verdict.acknowledged()).isGreaterThan(100L * ROUNDS);
            assertThat(verdict.unknown()).isPositive();
        }
    }

    private Caller caller(String program) {
        return new Caller(running(), program);
    }

    private StandaloneProcess running() {
        return Objects.requireNonNull(standalone);
    }

    private Duration between(int minMillis, int maxMillis) {
        return Duration.ofMillis(random.nextInt(minMillis, maxMillis));
    }
}
