package dev.giveback.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/** The methods whose baskets have codes. */
enum CheckoutMethod {
    /** A price. */
    QUOTE(
            CheckoutServiceGrpc.getQuoteCheckoutMethod(),
            QuoteCheckoutRequest.BASKET_FIELD_NUMBER,
            QuoteCheckoutRequest.CODE_RESULTS_FIELD_NUMBER) {
        @Override
        CodedCheckout parse(byte[] message) throws InvalidProtocolBufferException {
            QuoteCheckoutRequest call = QuoteCheckoutRequest.parseFrom(message);
            return new CodedCheckout(
                    call.getCustomer(),
                    call.getOrderId(),
                    call.getBasket(),
                    false,
                    results -> call.toBuilder()
                            .clearCodeResults()
                            .addAllCodeResults(results)
                            .build()
                            .toByteArray());
        }
    },
    /** A reservation. */
    RESERVE(
            CheckoutServiceGrpc.getReserveCheckoutMethod(),
            ReserveCheckoutRequest.BASKET_FIELD_NUMBER,
            ReserveCheckoutRequest.CODE_RESULTS_FIELD_NUMBER) {
        @Override
        CodedCheckout parse(byte[] message) throws InvalidProtocolBufferException {
            ReserveCheckoutRequest call = ReserveCheckoutRequest.parseFrom(message);
            return new CodedCheckout(
                    call.getCustomer(),
                    call.getOrderId(),
                    call.getBasket(),
                    !call.getValidateOnly(),
                    results -> call.toBuilder()
                            .clearCodeResults()
                            .addAllCodeResults(results)
                            .build()
                            .toByteArray());
        }
    },
    /** An order. */
    COMPLETE(
            CheckoutServiceGrpc.getCompleteCheckoutMethod(),
            CompleteCheckoutRequest.BASKET_FIELD_NUMBER,
            CompleteCheckoutRequest.CODE_RESULTS_FIELD_NUMBER) {
        @Override
        CodedCheckout parse(byte[] message) throws InvalidProtocolBufferException {
            CompleteCheckoutRequest call = CompleteCheckoutRequest.parseFrom(message);
            return new CodedCheckout(
                    call.getCustomer(),
                    call.getOrderId(),
                    call.getBasket(),
                    !call.getValidateOnly(),
                    results -> call.toBuilder()
                            .clearCodeResults()
                            .addAllCodeResults(results)
                            .build()
                            .toByteArray());
        }
    };

    private final String fullName;
    private final int basketField;
    private final int resultsField;

    CheckoutMethod(MethodDescriptor<?, ?> method, int basketField, int resultsField) {
        this.fullName = method.getFullMethodName();
        this.basketField = basketField;
        this.resultsField = resultsField;
    }

    abstract CodedCheckout parse(byte[] message) throws InvalidProtocolBufferException;

    /** The method of this name; null for one whose requests have no codes. */
    static @Nullable CheckoutMethod of(String fullName) {
        for (CheckoutMethod method : values()) {
            if (method.fullName.equals(fullName)) {
                return method;
            }
        }
        return null;
    }

    /** The checkout, if there is anything in it that must not be forwarded as it is; null otherwise. */
    @Nullable
    CodedCheckout read(byte[] message) {
        if (!CheckoutCodes.mayBeIn(message, basketField, resultsField)) {
            return null;
        }
        try {
            return parse(message);
        } catch (InvalidProtocolBufferException malformed) {
            // The service refuses it, by the same parser.
            return null;
        }
    }
}
