package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.gateway.guard.GuardSettings.GuessSettings;
import dev.giveback.platform.config.Settings;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who may guess how often: nobody more than is stated, and nobody less because somebody else did. */
final class GuessingTest {
    private static final String WRONG = "CODE_NOT_FOUND";
    /** So long that nothing comes back while a test runs, however slow the machine is. */
    private static final Duration LONG = Duration.ofDays(1);

    private static final GuessSettings FEW = new GuessSettings(LONG, 20, 3, 50, 7);

    private final Guesses guesses = new Guesses(LONG);

    @Test
    void manyTillsBehindOneAddressGoOnWithOrdinaryTypos() {
        GuessSettings shipped =
                GuardSettings.from(Settings.load(Map.of(), "giveback-gateway")).guesses();

        assertThat(typosOf200Tills(shipped)).isEqualTo(200 * 10);
        // What was shipped before, 300 an address, starves them.
        assertThat(typosOf200Tills(new GuessSettings(LONG, shipped.ofKey(), shipped.ofCustomer(), 300, 300)))
                .isEqualTo(300);
    }

    private static int typosOf200Tills(GuessSettings settings) {
        Guesses of = new Guesses(LONG);
        int made = 0;
        for (int typo = 0; typo < 10; typo++) {
            for (int till = 0; till < 200; till++) {
                Guessing guessing = new Guessing(of, settings, till(till), "c" + till + "-" + typo, "192.0.2.1");
                made += isWrong(guessing) ? 1 : 0;
            }
        }
        return made;
    }

    @Test
    void oneTillThatGuessesIsStoppedAndTheOthersAtItsAddressGoOn() {
        assertThat(wrongOnes(till(1), "192.0.2.1", 100)).isEqualTo(FEW.ofKey());

        assertThat(wrongOnes(till(1), "192.0.2.2", 100)).isZero();
        assertThat(wrongOnes(till(2), "192.0.2.1", 5)).isEqualTo(5);
    }

    @Test
    void aCustomerIsStoppedAtEveryTill() {
        int made = 0;
        for (int till = 0; till < 10; till++) {
            made += isWrong(new Guessing(guesses, FEW, till(till), "eve", "192.0.2." + till)) ? 1 : 0;
        }

        assertThat(made).isEqualTo(FEW.ofCustomer());
        assertThat(isWrong(new Guessing(guesses, FEW, till(1), "ada", "192.0.2.1")))
                .isTrue();
    }

    @Test
    void anAddressIsStoppedWithHoweverManyKeys() {
        int made = 0;
        for (int till = 0; till < 10; till++) {
            made += wrongOnes(till(till), "192.0.2.1", 100);
        }

        assertThat(made).isEqualTo(FEW.ofAddress());
        assertThat(wrongOnes(till(9), "192.0.2.2", 5)).isEqualTo(5);
    }

    @Test
    void whoIsRefusedForTheirCustomerTakesNothingFromTheirKey() {
        for (int i = 0; i < 100; i++) {
            isWrong(new Guessing(guesses, FEW, till(1), "eve", "192.0.2.1"));
        }

        assertThat(wrongOnes(till(1), "192.0.2.1", 100)).isEqualTo(FEW.ofKey() - FEW.ofCustomer());
    }

    @Test
    void rightOnesCostNothing() {
        Guessing ada = new Guessing(guesses, FEW, till(1), "ada", "192.0.2.1");
        for (int i = 0; i < 1_000; i++) {
            Guess guess = ada.begin();
            guess.refused("");
            guess.end();
            // An end that is told twice, as that of a call that is cancelled while it is answered, counts once.
            guess.end();
        }

        assertThat(wrongOnes(till(1), "192.0.2.1", 100)).isEqualTo(FEW.ofKey());
    }

    @Test
    void manyAtOnceAreNoMoreThanManyInARow() {
        Guessing eve = new Guessing(guesses, FEW, till(1), "eve", "192.0.2.1");
        List<Guess> underWay = List.of(eve.begin(), eve.begin(), eve.begin());

        assertThatThrownBy(eve::begin).hasMessageContaining("RESOURCE_EXHAUSTED");
        assertThat(eve.tryBegin()).isEmpty();

        underWay.forEach(Guess::end);
        assertThat(eve.tryBegin()).isPresent();
    }

    @Test
    void whatIsBrokenOffCountsAgainstTheCustomerAlone() {
        Guessing eve = new Guessing(guesses, FEW, till(1), "eve", "192.0.2.1");
        for (Status unseen : List.of(Status.CANCELLED, Status.DEADLINE_EXCEEDED, Status.CANCELLED)) {
            Guess guess = eve.begin();
            guess.failed(unseen.asRuntimeException());
            guess.end();
        }

        assertThat(eve.tryBegin()).isEmpty();
        assertThat(wrongOnes(till(1), "192.0.2.1", 100)).isEqualTo(FEW.ofKey());
    }

    @Test
    void whatIsBrokenOffWithoutACustomerCountsAgainstTheAddress() {
        Guessing visitor = new Guessing(guesses, FEW, till(1), "", "192.0.2.1");
        Guess guess = visitor.begin();
        guess.failed(Status.CANCELLED.asRuntimeException());
        guess.end();

        int made = 0;
        for (int till = 2; till < 12; till++) {
            made += wrongOnes(till(till), "192.0.2.1", 100);
        }
        assertThat(made).isEqualTo(FEW.ofAddress() - 1);
    }

    @Test
    void aServiceThatIsNotThereCostsNothing() {
        Guessing eve = new Guessing(guesses, FEW, till(1), "eve", "192.0.2.1");
        for (int i = 0; i < 10; i++) {
            Guess guess = eve.begin();
            guess.failed(Status.UNAVAILABLE.asRuntimeException());
            guess.end();
        }

        assertThat(eve.tryBegin()).isPresent();
    }

    @Test
    void withoutAnAddressKeyAndCustomerCount() {
        assertThat(wrongOnes(till(1), "", 100)).isEqualTo(FEW.ofKey());
        assertThat(wrongOnes(till(2), "", 100)).isEqualTo(FEW.ofKey());
        assertThat(wrongOnes(till(3), "", 100)).isEqualTo(FEW.ofKey());
    }

    @Test
    void racingOnesAreCountedOneByOne() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> made = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                int thread = i;
                made.add(pool.submit(() -> {
                    start.await();
                    int wrong = 0;
                    for (int n = 0; n < 200; n++) {
                        Guessing right = new Guessing(guesses, FEW, till(thread), "r" + n, "192.0.2.1");
                        right.tryBegin().ifPresent(Guess::end);
                        Guessing guessing = new Guessing(guesses, FEW, till(thread), "w" + thread + n, "192.0.2.1");
                        wrong += isWrong(guessing) ? 1 : 0;
                    }
                    return wrong;
                }));
            }
            start.countDown();
            int sum = 0;
            for (Future<Integer> each : made) {
                assertThat(each.get()).isLessThanOrEqualTo(FEW.ofKey());
                sum += each.get();
            }
            for (int till = threads; till < 2 * threads; till++) {
                sum += wrongOnes(till(till), "192.0.2.1", 100);
            }
            assertThat(sum).isEqualTo(FEW.ofAddress());
        }
    }

    /** How many wrong guesses of new customers each this key gets through. */
    private int wrongOnes(Caller caller, String address, int tries) {
        int made = 0;
        for (int i = 0; i < tries; i++) {
            String customer = "customer of " + caller.principal() + address + i;
            made += isWrong(new Guessing(guesses, FEW, caller, customer, address)) ? 1 : 0;
        }
        return made;
    }

    private static boolean isWrong(Guessing guessing) {
        Optional<Guess> guess = guessing.tryBegin();
        guess.ifPresent(each -> {
            each.refused(WRONG);
            each.end();
        });
        return guess.isPresent();
    }

    private static Caller till(int number) {
        return Caller.of("keys/till" + number, "till", List.of("checkout"), List.of("*"), null, "", 0);
    }
}
