package dev.giveback.torture.guessing;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceFutureStub;
import dev.giveback.torture.stack.Door;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks made-up codes up, and tells which are good. */
final class CodeSearch {
    private static final int AT_ONCE = 50;

    private final Shop shop;
    private final CodeServiceFutureStub codes;

    CodeSearch(Door door, Shop shop) {
        this.shop = shop;
        this.codes = CodeServiceGrpc.newFutureStub(door.keyOf(shop.program(), "checkout"));
    }

    /** A third of each kind. */
    List<String> guesses(long seed, int count) {
        Guesser guesser = new Guesser(seed, Shop.PATTERN, shop.codes());
        List<String> guesses = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            guesses.add(
                    switch (at % 3) {
                        case 0 -> guesser.anyCode();
                        case 1 -> guesser.sameBeginning();
                        default -> guesser.nearMiss();
                    });
        }
        return guesses;
    }

    /** Those that are good, and answers that tell more than that there is no such code. */
    List<Violation> found(long seed, List<String> guesses, Tally tally) throws Exception {
        List<Violation> found = new ArrayList<>();
        for (int from = 0; from < guesses.size(); from += AT_ONCE) {
            List<String> some = guesses.subList(from, Math.min(guesses.size(), from + AT_ONCE));
            List<ListenableFuture<CheckCodeResponse>> answers =
                    some.stream().map(this::check).toList();
            for (int at = 0; at < some.size(); at++) {
                CheckCodeResponse answer = answers.get(at).get();
                tally.add("codes looked up");
                if (!isNoCode(answer)) {
                    found.add(
                            new Violation(seed, "a made-up code is told of", List.of(some.get(at), answer.toString())));
                }
            }
        }
        return found;
    }

    private ListenableFuture<CheckCodeResponse> check(String code) {
        return codes.withDeadlineAfter(60, TimeUnit.SECONDS)
                .checkCode(CheckCodeRequest.newBuilder()
                        .setCustomer(shop.customer("eve"))
                        .setCode(code)
                        .build());
    }

    private static boolean isNoCode(CheckCodeResponse answer) {
        return answer.getRefusalReason().equals("CODE_NOT_FOUND")
                && answer.toBuilder()
                        .clearRefusalReason()
                        .clearMessage()
                        .clearNormalisedCode()
                        .build()
                        .equals(CheckCodeResponse.getDefaultInstance());
    }
}
