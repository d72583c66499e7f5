package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.grpc.CustomerCalls.ChangeCall;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import io.grpc.stub.StreamObserver;

/** Checkouts and refunds by gRPC. */
final class CheckoutGrpcService extends CheckoutServiceGrpc.CheckoutServiceImplBase {
    private final CustomerCalls calls;

    CheckoutGrpcService(CustomerCalls calls) {
        this.calls = calls;
    }

    @Override
    public void completeCheckout(CompleteCheckoutRequest call, StreamObserver<CompleteCheckoutResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> CommandMapper.checkout(call, request, program.currency()),
                        (event, program) -> AnswerMapper.completed(event)),
                responses);
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
                            .setOrder(AnswerMapper.order(order))
                            .build();
                },
                responses);
    }
}
