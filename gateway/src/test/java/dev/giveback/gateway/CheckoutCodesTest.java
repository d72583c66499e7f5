package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is seen in the bytes of a checkout, and that no result of a code passes from outside, however it is written. */
final class CheckoutCodesTest {
    /** For each method; over a million together. */
    private static final int MUTATIONS = 334_000;

    private static final long SEED = 5;
    private static final CodeResult OURS =
            CodeResult.newBuilder().setCode("OURS").setCouponId("ours").build();
    private static final CodeResult FORGED =
            CodeResult.newBuilder().setCode("FORGED").setCouponId("forged").build();
    private static final Basket PLAIN = Basket.newBuilder()
            .addLines(CheckoutLine.newBuilder().setProduct("mug").setQuantity(2))
            .addCouponIds("held")
            .build();

    private static byte[] complete(Basket basket, CodeResult... results) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/ada")
                .setRequestId("r")
                .setOrderId("o")
                .setBasket(basket)
                .addAllCodeResults(List.of(results))
                .build()
                .toByteArray();
    }

    private static Basket with(String... codes) {
        return PLAIN.toBuilder().addAllCodes(List.of(codes)).build();
    }

    /** What the service gets to see of a message, when each code that was asked about gave ours. */
    private static byte[] forwarded(CheckoutMethod method, byte[] message) {
        CodedCheckout checkout = method.read(message);
        return checkout == null
                ? message
                : checkout.with().apply(checkout.basket().getCodesCount() == 0 ? List.of() : List.of(OURS));
    }

    private static List<CodeResult> results(CheckoutMethod method, byte[] message)
            throws InvalidProtocolBufferException {
        return switch (method) {
            case QUOTE -> QuoteCheckoutRequest.parseFrom(message).getCodeResultsList();
            case RESERVE -> ReserveCheckoutRequest.parseFrom(message).getCodeResultsList();
            case COMPLETE -> CompleteCheckoutRequest.parseFrom(message).getCodeResultsList();
        };
    }

    @Test
    void aCheckoutWithoutCodesStaysTheVeryBytes() {
        byte[] plain = complete(PLAIN);
        assertThat(CheckoutMethod.COMPLETE.read(plain)).isNull();
        assertThat(CheckoutMethod.COMPLETE.read(new byte[0])).isNull();
        assertThat(forwarded(CheckoutMethod.COMPLETE, plain)).isSameAs(plain);
    }

    @Test
    void codesAndResultsAreSeen() throws IOException {
        assertThat(CheckoutMethod.COMPLETE.read(complete(with("A")))).isNotNull();
        assertThat(results(CheckoutMethod.COMPLETE, forwarded(CheckoutMethod.COMPLETE, complete(with("A"), FORGED))))
                .containsExactly(OURS);
        assertThat(results(CheckoutMethod.COMPLETE, forwarded(CheckoutMethod.COMPLETE, complete(PLAIN, FORGED))))
                .isEmpty();
    }

    @Test
    void whatEachMethodAsksForIsRead() {
        CodedCheckout quote = CheckoutMethod.QUOTE.read(QuoteCheckoutRequest.newBuilder()
                .setCustomer("c")
                .setOrderId("o")
                .setBasket(with("A"))
                .build()
                .toByteArray());
        assertThat(quote)
                .extracting(CodedCheckout::customer, CodedCheckout::orderId, CodedCheckout::hasEffect)
                .containsExactly("c", "o", false);
        ReserveCheckoutRequest.Builder reserve =
                ReserveCheckoutRequest.newBuilder().setBasket(with("A"));
        assertThat(CheckoutMethod.RESERVE.read(reserve.build().toByteArray()))
                .extracting(CodedCheckout::hasEffect)
                .isEqualTo(true);
        assertThat(CheckoutMethod.RESERVE.read(
                        reserve.setValidateOnly(true).build().toByteArray()))
                .extracting(CodedCheckout::hasEffect)
                .isEqualTo(false);
        assertThat(CheckoutMethod.COMPLETE.read(CompleteCheckoutRequest.newBuilder()
                        .setBasket(with("A"))
                        .setValidateOnly(true)
                        .build()
                        .toByteArray()))
                .extracting(CodedCheckout::hasEffect)
                .isEqualTo(false);
    }

    @Test
    void basketsThatAreMergedAreOne() throws IOException {
        byte[] message = joined(complete(PLAIN), complete(with("A")), complete(PLAIN), complete(PLAIN, FORGED));
        assertThat(CheckoutMethod.COMPLETE.read(message)).isNotNull();
        assertThat(results(CheckoutMethod.COMPLETE, forwarded(CheckoutMethod.COMPLETE, message)))
                .containsExactly(OURS);
    }

    @Test
    void numbersThatAreWrittenTooLongAreReadAsTheServiceReadsThem() throws IOException {
        // The tag of code_results in five bytes instead of one.
        byte[] tag = {(byte) 0xC2, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x00};
        byte[] forged = joined(complete(PLAIN), tag, lengthThen(FORGED.toByteArray()));
        assertThat(results(CheckoutMethod.COMPLETE, forged)).containsExactly(FORGED);
        assertThat(results(CheckoutMethod.COMPLETE, forwarded(CheckoutMethod.COMPLETE, forged)))
                .isEmpty();
        // In ten bytes, whose upper ones the reader drops.
        byte[] longTag = {
            (byte) 0xC2,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            0x01
        };
        byte[] longer = joined(complete(PLAIN), longTag, lengthThen(FORGED.toByteArray()));
        assertThat(results(CheckoutMethod.COMPLETE, longer)).containsExactly(FORGED);
        assertThat(results(CheckoutMethod.COMPLETE, forwarded(CheckoutMethod.COMPLETE, longer)))
                .isEmpty();
    }

    @Test
    void unknownFieldsStay() throws IOException {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        77,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build();
        byte[] message = joined(complete(with("A")), unknown.toByteArray());
        CompleteCheckoutRequest sent = CompleteCheckoutRequest.parseFrom(forwarded(CheckoutMethod.COMPLETE, message));
        assertThat(sent.getUnknownFields()).isEqualTo(unknown);
        // A later version's field beside no code does not even need to be parsed.
        assertThat(CheckoutMethod.COMPLETE.read(joined(complete(PLAIN), unknown.toByteArray())))
                .isNull();
    }

    @Test
    void bytesThatTheServiceRefusesAreLeftToIt() {
        byte[] cut = Arrays.copyOf(complete(with("A"), FORGED), complete(with("A"), FORGED).length - 1);
        assertThat(CheckoutMethod.COMPLETE.read(cut)).isNull();
        byte[] groups = new byte[200_000];
        Arrays.fill(groups, (byte) 0x0B);
        assertThat(CheckoutMethod.COMPLETE.read(groups)).isNull();
        byte[] deep = joined(new byte[] {0x22}, lengthThen(groups));
        assertThat(CheckoutMethod.COMPLETE.read(deep)).isNull();
        assertThat(CheckoutMethod.COMPLETE.read(new byte[] {0x0C})).isNull();
        assertThat(CheckoutMethod.COMPLETE.read(new byte[] {0x00})).isNull();
        assertThat(CheckoutMethod.COMPLETE.read(
                        new byte[] {0x22, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void noMutationBringsAForeignResultThrough(CheckoutMethod method) {
        Random random = new Random(SEED);
        int parsed = 0;
        int forged = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] message = Mutations.mutated(random, method, PLAIN, FORGED);
            byte[] forwarded = forwarded(method, message);
            try {
                List<CodeResult> results = results(method, forwarded);
                forged += results(method, message).isEmpty() ? 0 : 1;
                parsed++;
                if (!results.isEmpty() && !results.equals(List.of(OURS))) {
                    throw new AssertionError("mutation " + i + ": " + results);
                }
            } catch (InvalidProtocolBufferException malformed) {
                assertThat(forwarded).isSameAs(message);
            }
        }
        // Else nothing was tried.
        assertThat(parsed).isGreaterThan(MUTATIONS / 20);
        assertThat(forged).isGreaterThan(MUTATIONS / 50);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] lengthThen(byte[] bytes) {
        byte[] all = new byte[CodedOutputStream.computeByteArraySizeNoTag(bytes)];
        try {
            CodedOutputStream.newInstance(all).writeByteArrayNoTag(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("an array of the bytes' own size is too small for them", e);
        }
        return all;
    }
}
