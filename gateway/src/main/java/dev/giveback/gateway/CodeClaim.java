package dev.giveback.gateway;

import dev.giveback.coupon.v1.Claim;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.ClaimState;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.platform.text.TypedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * The claim of one code for one order. Its request id follows from customer, order, code and the number of the attempt, so that a repeat
 * of the checkout, and the completion of what was reserved, come to the same claim. One that has fallen back is passed over by the next
 * attempt: an order whose reservation expired can still use the code.
 */
final class CodeClaim {
    /** Claims of one code for one order. */
    static final int MAX_ATTEMPTS = 8;

    private static final String PREFIX = "checkout-";
    private static final int ID_BYTES = 20;

    private final CodeCalls calls;
    private final CodedCheckout checkout;
    private final String code;

    CodeClaim(CodeCalls calls, CodedCheckout checkout, String code) {
        this.calls = calls;
        this.checkout = checkout;
        this.code = code;
    }

    CompletableFuture<CodeResult> make() {
        return attempt(0, "");
    }

    /**
     * Tries once, and again if need be.
     *
     * @param fallen name of the claim that the attempt before came to; empty at first
     */
    private CompletableFuture<CodeResult> attempt(int number, String fallen) {
        ClaimCodeRequest request = ClaimCodeRequest.newBuilder()
                .setCustomer(checkout.customer())
                .setRequestId(requestId(checkout.customer(), checkout.orderId(), code, number))
                .setCode(code)
                .setForCheckout(true)
                .build();
        return calls.claim(request).thenCompose(answer -> next(answer, number, fallen));
    }

    private CompletableFuture<CodeResult> next(ClaimCodeResponse answer, int number, String fallen) {
        Claim claim = answer.getClaim();
        if (claim.getState() != ClaimState.CLAIM_STATE_RETURNED) {
            return CompletableFuture.completedFuture(
                    CodeAnswers.coupon(code, answer.getCoupon().getCouponId()));
        }
        if (claim.getName().equals(fallen)) {
            // Another request came to the same claim: the campaign has not heard yet that it fell back.
            return CompletableFuture.completedFuture(
                    CodeAnswers.unknown(code, "code: its earlier claim has just fallen back, and is not free yet"));
        }
        return number + 1 < MAX_ATTEMPTS
                ? attempt(number + 1, claim.getName())
                : CompletableFuture.completedFuture(CodeAnswers.refused(
                        code,
                        "code: it was claimed " + MAX_ATTEMPTS + " times for this order and fell back each time"));
    }

    /** {@code checkout-} and 40 hexadecimal digits: 160 bits of the SHA-256 over the four, each ended by a zero byte. */
    static String requestId(String customer, String orderId, String code, int attempt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {customer, orderId, TypedText.normal(code), Integer.toString(attempt)}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return PREFIX + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }
}
