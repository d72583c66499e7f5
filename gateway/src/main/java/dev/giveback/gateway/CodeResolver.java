package dev.giveback.gateway;

import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.gateway.guard.Guess;
import dev.giveback.gateway.guard.Guessing;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.platform.text.TypedText;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what comes of the codes of a checkout, of all at the same time: they are claimed for the customer, or only checked where
 * nothing comes of the call. A code that gives nothing does not stop the checkout.
 *
 * @param couponService a channel to it
 */
record CodeResolver(Channel couponService) {
    /** Coupons and codes of one basket. */
    private static final int MAX_COUPONS = 10;

    private static final int MAX_CODE_LENGTH = 64;

    /** One result for each code; it never fails. To be called on the checkout's own thread, in its context. */
    CompletableFuture<List<CodeResult>> resolve(CodedCheckout checkout) {
        if (checkout.basket().getCodesCount() == 0 || isRefusedAnyway(checkout.basket())) {
            return CompletableFuture.completedFuture(List.of());
        }
        Set<String> seen = new HashSet<>();
        List<CompletableFuture<CodeResult>> results = new ArrayList<>();
        for (String code : checkout.basket().getCodesList()) {
            results.add(
                    seen.add(TypedText.normal(code))
                            ? guess(checkout, code)
                            : CompletableFuture.completedFuture(
                                    CodeAnswers.refused(code, "code: the same code is given already")));
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
                .thenApply(none -> withoutTwins(
                        results.stream().map(CompletableFuture::join).toList()));
    }

    /** Two codes of a campaign that gives each customer one coupon come to the same claim; only the first may speak for it. */
    private static List<CodeResult> withoutTwins(List<CodeResult> results) {
        Set<String> coupons = new HashSet<>();
        return results.stream()
                .map(result -> result.getCouponId().isEmpty() || coupons.add(result.getCouponId())
                        ? result
                        : CodeAnswers.refused(
                                result.getCode(), "code: it gives the same coupon as another code of the basket"))
                .toList();
    }

    /** What loyalty-service refuses, naming the field, must not take anybody's place before. */
    private static boolean isRefusedAnyway(Basket basket) {
        List<String> codes = basket.getCodesList();
        return codes.size() + basket.getCouponIdsCount() > MAX_COUPONS
                || new HashSet<>(codes).size() < codes.size()
                || codes.stream()
                        .anyMatch(code -> code.isEmpty() || code.codePointCount(0, code.length()) > MAX_CODE_LENGTH);
    }

    /** A wrong code counts; who typed too many gets no more answers about codes, and goes on with the checkout. */
    private CompletableFuture<CodeResult> guess(CodedCheckout checkout, String code) {
        Optional<Guess> guess = Guessing.current().tryBegin();
        if (guess.isEmpty()) {
            return CompletableFuture.completedFuture(
                    CodeAnswers.unknown(code, "code: too many wrong codes were typed; try again later"));
        }
        return resolve(checkout, code, CodeCalls.ofThisCheckout(couponService, guess.get()))
                .whenComplete((result, failure) -> guess.get().end());
    }

    private static CompletableFuture<CodeResult> resolve(CodedCheckout checkout, String code, CodeCalls calls) {
        CompletableFuture<CodeResult> result = checkout.hasEffect()
                ? new CodeClaim(calls, checkout, code).make()
                : calls.check(CheckCodeRequest.newBuilder()
                                .setCustomer(checkout.customer())
                                .setCode(code)
                                .build())
                        .thenApply(check -> CodeAnswers.checked(code, check));
        return result.exceptionally(failure -> CodeAnswers.failed(code, failure));
    }
}
