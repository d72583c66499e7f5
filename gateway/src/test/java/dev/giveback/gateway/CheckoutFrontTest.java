package dev.giveback.gateway;

import static dev.giveback.gateway.Recorder.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.Claim;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.ClaimState;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.FreeShipping;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checkouts with codes through a gateway on the network. */
@Timeout(120)
final class CheckoutFrontTest {
    private static final CodeResult FORGED =
            CodeResult.newBuilder().setCode("A").setCouponId("forged").build();
    private static final int MUTATIONS = 20_000;

    private final CheckoutBench bench = new CheckoutBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private static CompleteCheckoutRequest.Builder order(String id, String... codes) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/ada")
                .setRequestId("complete-" + id)
                .setOrderId(id)
                .setBasket(Basket.newBuilder().addAllCodes(List.of(codes)));
    }

    private CompleteCheckoutRequest complete(Channel gateway, CompleteCheckoutRequest request)
            throws InvalidProtocolBufferException {
        byte[] answer = CheckoutBench.call(gateway, CheckoutBench.COMPLETE, request.toByteArray());
        assertThat(answer).isEqualTo(CheckoutBench.ANSWER);
        return CompleteCheckoutRequest.parseFrom(bench.received.getLast());
    }

    private CodeResult result(Channel gateway, String code) throws InvalidProtocolBufferException {
        return complete(gateway, order("1", code).build()).getCodeResults(0);
    }

    private static void answer(StreamObserver<ClaimCodeResponse> answer, String coupon, ClaimState state) {
        answer.onNext(ClaimCodeResponse.newBuilder()
                .setClaim(Claim.newBuilder().setName("claims/" + coupon).setState(state))
                .setCoupon(Coupon.newBuilder().setCouponId(coupon))
                .build());
        answer.onCompleted();
    }

    private static void give(ClaimCodeRequest request, StreamObserver<ClaimCodeResponse> answer) {
        answer(answer, "coupon-" + request.getCode(), ClaimState.CLAIM_STATE_GRANTED);
    }

    @Test
    void withoutCodesNobodyIsAskedAndTheBytesStay() {
        Channel gateway = bench.start();
        byte[] message = order("1").build().toByteArray();
        CheckoutBench.call(gateway, CheckoutBench.COMPLETE, message);
        assertThat(bench.received).containsExactly(message);
        assertThat(bench.claims).isEmpty();
        assertThat(bench.checks).isEmpty();
    }

    @Test
    void codesAreClaimedForTheCustomerAndWhatIsForgedIsReplaced() throws Exception {
        Channel gateway = bench.onClaim(CheckoutFrontTest::give).start();
        CompleteCheckoutRequest request =
                order("1", "A", "B").addCodeResults(FORGED).build();

        CompleteCheckoutRequest sent = complete(gateway, request);

        assertThat(sent.toBuilder().clearCodeResults().build())
                .isEqualTo(request.toBuilder().clearCodeResults().build());
        assertThat(sent.getCodeResultsList())
                .containsExactly(
                        CodeResult.newBuilder()
                                .setCode("A")
                                .setCouponId("coupon-A")
                                .build(),
                        CodeResult.newBuilder()
                                .setCode("B")
                                .setCouponId("coupon-B")
                                .build());
        assertThat(bench.claims).allSatisfy(claim -> {
            assertThat(claim.getCustomer()).isEqualTo("programs/shop/customers/ada");
            assertThat(claim.getForCheckout()).isTrue();
            assertThat(claim.getRequestId()).matches("checkout-[0-9a-f]{40}");
        });
    }

    @Test
    void whatIsForgedIsRemovedAlsoWithoutCodes() throws Exception {
        Channel gateway = bench.start();
        assertThat(complete(gateway, order("1").addCodeResults(FORGED).build()))
                .isEqualTo(order("1").build());
        CheckoutBench.call(
                gateway,
                CheckoutBench.QUOTE,
                QuoteCheckoutRequest.newBuilder().addCodeResults(FORGED).build().toByteArray());
        assertThat(bench.received.getLast()).isEmpty();
        CheckoutBench.call(
                gateway,
                CheckoutBench.RESERVE,
                ReserveCheckoutRequest.newBuilder()
                        .addCodeResults(FORGED)
                        .build()
                        .toByteArray());
        assertThat(bench.received.getLast()).isEmpty();
    }

    @Test
    void repeatsAndTheCompletionOfAReservationMakeTheSameClaim() throws Exception {
        Channel gateway = bench.onClaim(CheckoutFrontTest::give).start();
        complete(gateway, order("1", "summer-10").build());
        complete(gateway, order("1", "SUMMER 1O").build());
        CheckoutBench.call(
                gateway,
                CheckoutBench.RESERVE,
                ReserveCheckoutRequest.newBuilder()
                        .setCustomer("programs/shop/customers/ada")
                        .setOrderId("1")
                        .setBasket(Basket.newBuilder().addCodes("Summer10"))
                        .build()
                        .toByteArray());
        complete(gateway, order("2", "summer-10").build());
        complete(gateway, order("1", "winter").build());

        List<String> ids =
                bench.claims.stream().map(ClaimCodeRequest::getRequestId).toList();
        assertThat(ids).hasSize(5);
        assertThat(ids.subList(0, 3)).containsOnly(ids.getFirst());
        assertThat(ids.subList(2, 5)).doesNotHaveDuplicates();
    }

    @Test
    void aClaimThatFellBackIsFollowedByAnotherAndTheEighthIsTheLast() throws Exception {
        AtomicInteger fallen = new AtomicInteger(2);
        Channel gateway = bench.onClaim((request, answer) -> {
                    int place = bench.claims.size();
                    ClaimState state =
                            place <= fallen.get() ? ClaimState.CLAIM_STATE_RETURNED : ClaimState.CLAIM_STATE_REDEEMED;
                    answer(answer, "coupon-" + place, state);
                })
                .start();
        assertThat(result(gateway, "A").getCouponId()).isEqualTo("coupon-3");
        assertThat(bench.claims.stream().map(ClaimCodeRequest::getRequestId)).doesNotHaveDuplicates();

        bench.claims.clear();
        fallen.set(100);
        CodeResult refused = result(gateway, "A");
        assertThat(refused.getReason()).isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED);
        assertThat(refused.getMessage()).contains("8 times");
        assertThat(bench.claims).hasSize(CodeClaim.MAX_ATTEMPTS);
    }

    @Test
    void aClaimWhoseFallTheCampaignHasNotHeardOfIsUnknownNow() throws Exception {
        Channel gateway = bench.onClaim((request, answer) -> answer(answer, "own", ClaimState.CLAIM_STATE_RETURNED))
                .start();
        assertThat(result(gateway, "A").getReason())
                .isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW);
        assertThat(bench.claims).hasSize(2);
    }

    @Test
    void aRefusalIsToldInTheWordsOfTheService() throws Exception {
        Queue<StatusRuntimeException> refusals = new ConcurrentLinkedQueue<>(List.of(
                ErrorStatus.of(Code.FAILED_PRECONDITION, "coupon.giveback.dev", "CODE_USED", "code: it is used up")
                        .toException(),
                ErrorStatus.of(Code.RESOURCE_EXHAUSTED, "loyalty.giveback.dev", "TOO_MANY_COUPONS", "x".repeat(500))
                        .toException(),
                CallFailure.shed("coupon.giveback.dev", "CAMPAIGN_BUSY", "too many claims wait"),
                CallFailure.unknownOutcome("coupon.giveback.dev"),
                Status.INTERNAL.withDescription("internal error").asRuntimeException(),
                Status.NOT_FOUND.withDescription("of a proxy in between").asRuntimeException()));
        Channel gateway = bench.onClaim((request, answer) -> answer.onError(Objects.requireNonNull(refusals.poll())))
                .start();

        CodeResult used = result(gateway, "A");
        assertThat(used.getReason()).isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED);
        assertThat(used.getMessage()).isEqualTo("code: it is used up");
        assertThat(result(gateway, "A").getMessage()).isEqualTo("x".repeat(200));
        for (int i = 0; i < 4; i++) {
            CodeResult unknown = result(gateway, "A");
            assertThat(unknown.getReason()).isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW);
            assertThat(unknown.getMessage()).isEqualTo("code: nobody could be asked about it in time");
        }
    }

    @Test
    void aQuoteAndACheckWithoutEffectAskWhatAClaimWouldGiveAndClaimNothing() throws Exception {
        CouponTerms terms = CouponTerms.newBuilder()
                .setFreeShipping(FreeShipping.getDefaultInstance())
                .build();
        Channel gateway = bench.onCheck((request, answer) -> {
                    answer.onNext(
                            switch (request.getCode()) {
                                case "OFFER" ->
                                    CheckCodeResponse.newBuilder()
                                            .setTerms(terms)
                                            .setCampaign("programs/shop/campaigns/c")
                                            .setCampaignVersion(3)
                                            .build();
                                case "HELD" ->
                                    CheckCodeResponse.newBuilder()
                                            .setTerms(terms)
                                            .setClaim("programs/shop/campaigns/c/claims/c0ffee")
                                            .build();
                                default ->
                                    CheckCodeResponse.newBuilder()
                                            .setTerms(terms)
                                            .setRefusalReason("CODE_USED")
                                            .setMessage("code: it is used up")
                                            .build();
                            });
                    answer.onCompleted();
                })
                .start();
        String[] codes = {"OFFER", "HELD", "USED"};
        CheckoutBench.call(
                gateway,
                CheckoutBench.QUOTE,
                QuoteCheckoutRequest.newBuilder()
                        .setBasket(Basket.newBuilder().addAllCodes(List.of(codes)))
                        .build()
                        .toByteArray());
        List<CodeResult> quoted =
                QuoteCheckoutRequest.parseFrom(bench.received.getLast()).getCodeResultsList();
        List<CodeResult> checked = complete(
                        gateway, order("1", codes).setValidateOnly(true).build())
                .getCodeResultsList();

        assertThat(checked).isEqualTo(quoted);
        assertThat(quoted.get(0).getOffer().getTerms()).isEqualTo(terms);
        assertThat(quoted.get(0).getOffer().getCampaign()).isEqualTo("programs/shop/campaigns/c");
        assertThat(quoted.get(0).getOffer().getCampaignVersion()).isEqualTo(3);
        assertThat(quoted.get(1))
                .isEqualTo(CodeResult.newBuilder()
                        .setCode("HELD")
                        .setCouponId("c0ffee")
                        .build());
        assertThat(quoted.get(2).getReason()).isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED);
        assertThat(bench.claims).isEmpty();
    }

    @Test
    void whatTheServiceRefusesAnywayTakesNobodysPlace() throws Exception {
        Channel gateway = bench.start();
        String[] eleven = IntStream.range(0, 11).mapToObj(i -> "C" + i).toArray(String[]::new);
        for (CompleteCheckoutRequest.Builder request :
                List.of(order("1", eleven), order("1", "A", "A"), order("1", ""), order("1", "x".repeat(65)))) {
            assertThat(complete(gateway, request.addCodeResults(FORGED).build()))
                    .isEqualTo(request.clearCodeResults().build());
        }
        assertThat(bench.claims).isEmpty();
    }

    @Test
    void theSecondSpellingOfACodeIsRefused() throws Exception {
        Channel gateway = bench.onClaim(CheckoutFrontTest::give).start();
        List<CodeResult> results =
                complete(gateway, order("1", "summer", "SUM-MER").build()).getCodeResultsList();
        assertThat(results.get(0).getCouponId()).isEqualTo("coupon-summer");
        assertThat(results.get(1).getMessage()).isEqualTo("code: the same code is given already");
        assertThat(bench.claims).hasSize(1);
    }

    @Test
    void ofTwoCodesThatComeToOneClaimTheSecondIsRefused() throws Exception {
        Channel gateway = bench.onClaim((request, answer) -> answer(answer, "own", ClaimState.CLAIM_STATE_GRANTED))
                .start();
        List<CodeResult> results =
                complete(gateway, order("1", "A", "B").build()).getCodeResultsList();
        assertThat(results.get(0).getCouponId()).isEqualTo("own");
        assertThat(results.get(1).getReason()).isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED);
        assertThat(results.get(1).getMessage())
                .isEqualTo("code: it gives the same coupon as another code of the basket");
    }

    @Test
    void allCodesAreClaimedAtTheSameTime() throws Exception {
        Queue<StreamObserver<ClaimCodeResponse>> waiting = new ConcurrentLinkedQueue<>();
        Channel gateway = bench.onClaim((request, answer) -> {
                    waiting.add(answer);
                    if (waiting.size() == 10) {
                        AtomicInteger coupon = new AtomicInteger();
                        waiting.forEach(
                                one -> answer(one, "c" + coupon.incrementAndGet(), ClaimState.CLAIM_STATE_GRANTED));
                    }
                })
                .start();
        String[] ten = IntStream.range(0, 10).mapToObj(i -> "C" + i).toArray(String[]::new);
        assertThat(complete(gateway, order("1", ten).build()).getCodeResultsList())
                .hasSize(10)
                .allSatisfy(result -> assertThat(result.getCouponId()).startsWith("c"));
    }

    @Test
    void aServiceThatIsDownOrSilentCostsTheCodeAndNotTheCheckout() throws Exception {
        Channel gateway = bench.front(bench.keep(Channels.inProcess("nobody")));
        assertThat(result(gateway, "A").getReason())
                .isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW);
    }

    @Test
    void aSilentServiceGetsHalfOfTheTimeAndTwoSecondsAtMost() throws Exception {
        Channel gateway = bench.onClaim((request, answer) -> {}).start();
        byte[] message = order("1", "A").build().toByteArray();
        long start = System.nanoTime();
        byte[] soon = ClientCalls.blockingUnaryCall(
                gateway,
                CheckoutBench.COMPLETE,
                CallOptions.DEFAULT.withDeadlineAfter(1_500, TimeUnit.MILLISECONDS),
                message);
        assertThat(soon).isEqualTo(CheckoutBench.ANSWER);
        assertThat(millisSince(start)).isBetween(500L, 1_400L);

        start = System.nanoTime();
        assertThat(result(gateway, "A").getReason())
                .isEqualTo(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW);
        assertThat(millisSince(start)).isBetween(1_900L, 5_000L);
    }

    @Test
    void noThreadWaitsForCodes() throws Exception {
        Queue<StreamObserver<ClaimCodeResponse>> waiting = new ConcurrentLinkedQueue<>();
        Channel gateway =
                bench.onClaim((request, answer) -> waiting.add(answer)).start();
        List<Recorder> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Each of another customer: one alone may not try so many codes at once.
            calls.add(open(
                    gateway,
                    order("o" + i, "A")
                            .setCustomer("programs/shop/customers/c" + i)
                            .build()));
        }
        eventually(() -> waiting.size() == 200);
        // On the same connection, so on the same thread of the network.
        CheckoutBench.call(
                gateway, CheckoutBench.COMPLETE, order("plain").build().toByteArray());
        assertThat(bench.received).hasSize(1);
        waiting.forEach(one -> answer(one, "c", ClaimState.CLAIM_STATE_GRANTED));
        assertThat(calls).allSatisfy(call -> assertThat(call.status().isOk()).isTrue());
        assertThat(bench.received).hasSize(201);
    }

    @Test
    void aCancelledCallCancelsItsClaimsAndIsNotForwarded() throws Exception {
        CompletableFuture<Boolean> claiming = new CompletableFuture<>();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        Channel gateway = bench.onClaim((request, answer) -> {
                    ((ServerCallStreamObserver<ClaimCodeResponse>) answer)
                            .setOnCancelHandler(() -> cancelled.complete(true));
                    claiming.complete(true);
                })
                .start();
        ClientCall<byte[], byte[]> call = gateway.newCall(CheckoutBench.COMPLETE, CallOptions.DEFAULT);
        call.start(new Recorder(), new Metadata());
        call.request(2);
        call.sendMessage(order("1", "A").build().toByteArray());
        call.halfClose();
        claiming.orTimeout(20, TimeUnit.SECONDS).join();

        call.cancel("changed my mind", null);

        assertThat(cancelled.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
        Thread.sleep(Duration.ofMillis(200));
        assertThat(bench.received).isEmpty();
    }

    @Test
    void refusalsPassWithTheirDetails() {
        com.google.rpc.Status refusal = ErrorStatus.of(
                        Code.ALREADY_EXISTS, "loyalty.giveback.dev", "ORDER_EXISTS", "order_id: there is one")
                .toProto();
        Channel gateway = bench.onClaim(CheckoutFrontTest::give)
                .onCheckout((message, answer) -> answer.onError(StatusProto.toStatusRuntimeException(refusal)))
                .start();
        StatusRuntimeException thrown = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> CheckoutBench.call(
                        gateway, CheckoutBench.COMPLETE, order("1", "A").build().toByteArray()));
        assertThat(StatusProto.fromThrowable(thrown)).isEqualTo(refusal);
    }

    @Test
    void noMutationBringsAForgedResultThroughTheGateway() throws Exception {
        Channel gateway = bench.onClaim(CheckoutFrontTest::give)
                .onCheck((request, answer) -> {
                    answer.onNext(CheckCodeResponse.newBuilder()
                            .setRefusalReason("CODE_NOT_FOUND")
                            .build());
                    answer.onCompleted();
                })
                .start();
        Random random = new Random(7);
        List<CheckoutMethod> methods = List.of(CheckoutMethod.QUOTE, CheckoutMethod.RESERVE, CheckoutMethod.COMPLETE);
        int stripped = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            CheckoutMethod method = methods.get(i % 3);
            byte[] message = Mutations.mutated(random, method, Basket.getDefaultInstance(), FORGED);
            bench.received.clear();
            try {
                byte[] answer = CheckoutBench.call(gateway, CheckoutBench.of(method), message);
                assertThat(answer).isEqualTo(CheckoutBench.ANSWER);
            } catch (io.grpc.StatusRuntimeException malformed) {
                assertThat(malformed.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
                assertThat(bench.received).isEmpty();
                continue;
            }
            byte[] received = bench.received.getFirst();
            stripped += results(method, message).contains(FORGED) ? 1 : 0;
            assertThat(results(method, received)).as("mutation %d", i).doesNotContain(FORGED);
        }
        assertThat(stripped).isGreaterThan(MUTATIONS / 50);
    }

    /** Empty for bytes that the service would refuse. */
    private static List<CodeResult> results(CheckoutMethod method, byte[] message) {
        try {
            return switch (method) {
                case QUOTE -> QuoteCheckoutRequest.parseFrom(message).getCodeResultsList();
                case RESERVE -> ReserveCheckoutRequest.parseFrom(message).getCodeResultsList();
                case COMPLETE -> CompleteCheckoutRequest.parseFrom(message).getCodeResultsList();
            };
        } catch (InvalidProtocolBufferException malformed) {
            return List.of();
        }
    }

    private static Recorder open(Channel gateway, CompleteCheckoutRequest request) {
        Recorder recorder = new Recorder();
        ClientCall<byte[], byte[]> call = gateway.newCall(CheckoutBench.COMPLETE, CallOptions.DEFAULT);
        call.start(recorder, new Metadata());
        call.request(2);
        call.sendMessage(request.toByteArray());
        call.halfClose();
        return recorder;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
