package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.grpc.CustomerCalls.ChangeCall;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.v1.CancelReservationRequest;
import dev.giveback.loyalty.v1.CancelReservationResponse;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.ConfirmReservationResponse;
import dev.giveback.loyalty.v1.ExtendReservationRequest;
import dev.giveback.loyalty.v1.ExtendReservationResponse;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.GetReservationRequest;
import dev.giveback.loyalty.v1.GetReservationResponse;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutResponse;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Checkouts and refunds by gRPC. */
final class CheckoutGrpcService extends CheckoutServiceGrpc.CheckoutServiceImplBase {
    private final CustomerCalls calls;
    private final ConditionCache conditions;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param blocking whose threads may compile conditions that are not known yet; a thread of the network must not
     */
    CheckoutGrpcService(CustomerCalls calls, ConditionCache conditions, Executor blocking) {
        this.calls = calls;
        this.conditions = conditions;
        this.blocking = blocking;
    }

    @Override
    public void quoteCheckout(QuoteCheckoutRequest call, StreamObserver<QuoteCheckoutResponse> responses) {
        with(
                new CodeResults(conditions, call.getCodeResultsList(), true),
                results -> calls.quote(
                        call.getCustomer(),
                        call.getOrderId(),
                        program -> CartMapper.cart(call.getBasket(), results, program.currency()),
                        AnswerMapper::quoted,
                        responses));
    }

    private void with(CodeResults results, Consumer<CodeResults> call) {
        if (results.areQuick()) {
            call.accept(results);
        } else {
            blocking.execute(Context.current().wrap(() -> call.accept(results)));
        }
    }

    @Override
    public void reserveCheckout(ReserveCheckoutRequest call, StreamObserver<ReserveCheckoutResponse> responses) {
        with(
                new CodeResults(conditions, call.getCodeResultsList(), call.getValidateOnly()),
                results -> calls.change(
                        new ChangeCall<>(
                                call,
                                call.getCustomer(),
                                call.getRequestId(),
                                call.getValidateOnly(),
                                (request, program) -> ReservationCalls.reserve(call, results, request, program),
                                (event, program) -> ReservationCalls.reserved(event)),
                        responses));
    }

    @Override
    public void extendReservation(ExtendReservationRequest call, StreamObserver<ExtendReservationResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> ReservationCalls.extend(call, request),
                        (event, program) -> ReservationCalls.extended(event)),
                responses);
    }

    @Override
    public void confirmReservation(
            ConfirmReservationRequest call, StreamObserver<ConfirmReservationResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> ReservationCalls.confirm(call, request),
                        (event, program) -> ReservationCalls.confirmed(event)),
                responses);
    }

    @Override
    public void cancelReservation(CancelReservationRequest call, StreamObserver<CancelReservationResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> ReservationCalls.cancel(call, request),
                        (event, program) -> ReservationCalls.cancelled(event)),
                responses);
    }

    @Override
    public void getReservation(GetReservationRequest call, StreamObserver<GetReservationResponse> responses) {
        calls.read(
                call.getCustomer(),
                "customer",
                standing -> ReservationCalls.reservation(standing, call.getOrderId()),
                responses);
    }

    @Override
    public void completeCheckout(CompleteCheckoutRequest call, StreamObserver<CompleteCheckoutResponse> responses) {
        with(
                new CodeResults(conditions, call.getCodeResultsList(), call.getValidateOnly()),
                results -> calls.change(
                        new ChangeCall<>(
                                call,
                                call.getCustomer(),
                                call.getRequestId(),
                                call.getValidateOnly(),
                                (request, program) ->
                                        CommandMapper.checkout(call, results, request, program.currency()),
                                (event, program) -> AnswerMapper.completed(event)),
                        responses));
    }

    @Override
    public void refundOrder(RefundOrderRequest call, StreamObserver<RefundOrderResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> CommandMapper.refund(call, request),
                        (event, program) -> AnswerMapper.refunded(event, program.currency())),
                responses);
    }

    @Override
    public void getOrder(GetOrderRequest call, StreamObserver<GetOrderResponse> responses) {
        calls.read(
                call.getCustomer(),
                "customer",
                standing -> {
                    Order order = standing.customer().orders().open().get(call.getOrderId());
                    if (order == null) {
                        throw CustomerCalls.refused(
                                Reason.ORDER_NOT_FOUND, "order_id: the customer has no order " + call.getOrderId());
                    }
                    return GetOrderResponse.newBuilder()
                            .setOrder(OutcomeMapper.order(order))
                            .setOutcome(OutcomeMapper.explanation(order.completed()))
                            .build();
                },
                responses);
    }
}
