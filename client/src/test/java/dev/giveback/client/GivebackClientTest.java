package dev.giveback.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GivebackClientTest {
    private static final CompleteCheckoutRequest CHECKOUT = CompleteCheckoutRequest.newBuilder()
            .setCustomer("programs/shop/customers/1")
            .setOrderId("A-1")
            .build();

    @Test
    void aCheckoutWhoseAnswerWasLostIsRepeatedWithTheSameRequestIdAndHasOneEffect() throws IOException {
        try (FailingShop shop = new FailingShop(2, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            var unused = client.checkouts().completeCheckout(CHECKOUT);
            assertThat(shop.requestIds).hasSize(3);
            assertThat(shop.effects).hasSize(1);
            assertThat(client.repeats()).isEqualTo(2);
            assertThat(UUID.fromString(shop.requestIds.getFirst()).version()).isEqualTo(7);
        }
    }

    /** The control of the test above: without the client's request id, three tries are three effects. */
    @Test
    void callsOfTheirOwnHaveRequestIdsOfTheirOwn() throws IOException {
        try (FailingShop shop = new FailingShop(0, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            for (int call = 0; call < 3; call++) {
                var unused = client.checkouts().completeCheckout(CHECKOUT);
            }
            assertThat(shop.effects).hasSize(3);
        }
    }

    @Test
    void aRequestIdOfTheCallersOwnIsKept() throws IOException {
        try (FailingShop shop = new FailingShop(1, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            var unused = client.checkouts()
                    .completeCheckout(
                            CHECKOUT.toBuilder().setRequestId("order-A-1").build());
            assertThat(shop.requestIds).containsExactly("order-A-1", "order-A-1");
        }
    }

    @Test
    void atMostThreeRepeats() throws IOException {
        try (FailingShop shop = new FailingShop(9, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            assertThatThrownBy(() -> client.checkouts().completeCheckout(CHECKOUT))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(shop.requestIds).hasSize(4);
            assertThat(client.repeats()).isEqualTo(3);
        }
    }

    @Test
    void aBugOfTheServiceIsNotRepeated() throws IOException {
        try (FailingShop shop = new FailingShop(1, Status.Code.INTERNAL);
                GivebackClient client = client(shop)) {
            assertThatThrownBy(() -> client.checkouts().completeCheckout(CHECKOUT))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(shop.requestIds).hasSize(1);
            assertThat(client.repeats()).isZero();
        }
    }

    @Test
    void theDeadlineIsThatOfTheMethodUnlessTheCallerHasOne() throws IOException {
        try (FailingShop shop = new FailingShop(0, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            var unused = client.checkouts().completeCheckout(CHECKOUT);
            unused = client.checkouts().withDeadlineAfter(60, TimeUnit.SECONDS).completeCheckout(CHECKOUT);
            assertThat(shop.secondsLeft.getFirst()).isBetween(2L, 5L);
            assertThat(shop.secondsLeft.getLast()).isBetween(50L, 60L);
        }
    }

    @Test
    void aRotatedKeyIsUsedAtOnce() throws IOException {
        Deque<String> keys = new ArrayDeque<>(List.of("old", "new"));
        try (FailingShop shop = new FailingShop(0, Status.Code.UNAVAILABLE);
                GivebackClient client = GivebackClient.builder(shop.address())
                        .plaintext()
                        .key(keys::remove)
                        .build()) {
            var unused = CheckoutServiceGrpc.newBlockingStub(client.channel()).completeCheckout(CHECKOUT);
            unused = client.checkouts().completeCheckout(CHECKOUT);
            assertThat(shop.authorizations).containsExactly("Bearer old", "Bearer new");
        }
    }

    @Test
    void aRefusalHasItsReasonItsFiguresAndWhenToTryAgain() throws IOException {
        try (FailingShop shop = new FailingShop(0, Status.Code.UNAVAILABLE);
                GivebackClient client = client(shop)) {
            Refusal refusal = Refusal.of(
                    catchThrowable(() -> client.checkouts().quoteCheckout(QuoteCheckoutRequest.getDefaultInstance())));
            assertThat(refusal.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(refusal.reason()).isEqualTo("RATE_LIMITED");
            assertThat(refusal.message()).isEqualTo("too many calls");
            assertThat(refusal.metadata()).containsEntry("limit", "5");
            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(3));
        }
    }

    @Test
    void whatSpeaksNoTlsIsNotSpokenToUnlessThatIsAskedForByName() throws IOException {
        try (FailingShop shop = new FailingShop(0, Status.Code.UNAVAILABLE);
                GivebackClient client =
                        GivebackClient.builder(shop.address()).key("gb_secret").build()) {
            assertThatThrownBy(() -> client.checkouts().completeCheckout(CHECKOUT))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(shop.authorizations).isEmpty();
        }
    }

    @Test
    void aSecretThatCannotBeSentIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> GivebackClient.builder("localhost:1").key("gb_a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key: 6 characters")
                .hasMessageNotContaining("gb_a");
    }

    @Test
    void plainTextAndCertificatesContradictEachOther() {
        assertThatThrownBy(() -> GivebackClient.builder("localhost:1")
                        .plaintext()
                        .trust(Path.of("ca.pem"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plaintext");
    }

    private static GivebackClient client(FailingShop shop) {
        return GivebackClient.builder(shop.address())
                .plaintext()
                .key("gb_secret")
                .build();
    }
}
