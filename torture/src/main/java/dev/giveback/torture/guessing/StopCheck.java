package dev.giveback.torture.guessing;

import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.torture.stack.Door;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Violation;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Guesses until the gateway has enough of it, with the limits that are shipped. */
final class StopCheck {
    /** What SECURITY.md says. */
    static final int OF_CUSTOMER = 30;

    /** What SECURITY.md says. */
    static final int OF_KEY = 1_000;

    private static final double PERIOD_SECONDS = 600;

    private final Door door;
    private final Shop shop;

    StopCheck(Door door, Shop shop) {
        this.door = door;
        this.shop = shop;
    }

    /** What is not as it is promised. */
    List<Violation> broken(long seed, Tally tally) {
        List<Violation> broken = new ArrayList<>();
        Guesser guesser = new Guesser(seed, Shop.PATTERN, shop.codes());
        Channel key = door.keyOf(shop.program(), "checkout");
        broken.addAll(stopped(seed, "a customer", OF_CUSTOMER, key, guesser, unused -> "eve", tally));
        if (!isRefused(key, "eve", shop.codes().getFirst())) {
            broken.add(new Violation(seed, "a good code is told of to who is stopped", List.of()));
        }
        if (isRefused(key, "ada", guesser.anyCode())) {
            broken.add(new Violation(seed, "another customer is stopped as well", List.of()));
        }
        Channel another = door.keyOf(shop.program(), "checkout");
        broken.addAll(stopped(seed, "a key", OF_KEY, another, guesser, at -> "c" + at, tally));
        if (isRefused(door.keyOf(shop.program(), "checkout"), "bob", guesser.anyCode())) {
            broken.add(new Violation(seed, "another key is stopped as well", List.of()));
        }
        return broken;
    }

    private List<Violation> stopped(
            long seed, String who, int most, Channel key, Guesser guesser, IntFunction<String> customer, Tally tally) {
        long start = System.nanoTime();
        int made = 0;
        while (made < 3 * most && !isRefused(key, customer.apply(made), guesser.anyCode())) {
            made++;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tally.add("guesses that " + who + " made before it was stopped", made);
        // They come back evenly, all of them in the period; and one may be under way.
        double atMost = most + most * seconds / PERIOD_SECONDS + 1;
        return made >= most && made <= atMost
                ? List.of()
                : List.of(new Violation(
                        seed,
                        who + " made " + made + " wrong guesses in " + seconds + " s (expected: " + most + ")",
                        List.of()));
    }

    private boolean isRefused(Channel key, String customer, String code) {
        CodeServiceBlockingStub codes = CodeServiceGrpc.newBlockingStub(key).withDeadlineAfter(60, TimeUnit.SECONDS);
        try {
            var unused = codes.checkCode(CheckCodeRequest.newBuilder()
                    .setCustomer(shop.customer(customer))
                    .setCode(code)
                    .build());
            return false;
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                return true;
            }
            throw refused;
        }
    }
}
