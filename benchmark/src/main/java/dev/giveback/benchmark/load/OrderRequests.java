package dev.giveback.benchmark.load;

import com.google.type.Money;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What else is done with an order: quoted, reserved and confirmed, refunded. Refunds are of one piece each, of one order a customer that
 * has more pieces than a run can refund. All methods may be called from many threads at once.
 */
public final class OrderRequests {
    private static final String OPENING = "opening";
    private static final int PIECES = 100_000_000;

    private final String program;
    private final Customers customers;
    private final Requests requests;
    private final Ids ids = new Ids();
    private final String run = new Ids().next();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();

    /**
     * Starts a run.
     *
     * @param program resource name
     * @param linesPerCheckout 1 to 1,000
     */
    public OrderRequests(String program, Customers customers, int linesPerCheckout) {
        this.program = program;
        this.customers = customers;
        this.requests = new Requests(program, linesPerCheckout);
    }

    /** Quotes of a checkout; an answer with a problem is not right. */
    public Workload<QuoteCheckoutRequest, QuoteCheckoutResponse> quotes() {
        return new Workload<>(
                CheckoutServiceGrpc.getQuoteCheckoutMethod(),
                () -> QuoteCheckoutRequest.newBuilder()
                        .setCustomer(nameOf(customers.pick()))
                        .setBasket(requests.basket())
                        .build(),
                answer -> answer.hasOutcome() && answer.getProblemsCount() == 0);
    }

    /** Checkouts in two calls, the second of which buys what the first one has reserved. */
    public Sequence reservedAndConfirmed() {
        return new Sequence(() -> {
            String customer = nameOf(customers.pick());
            String order = ids.next();
            ReserveCheckoutRequest reserve = ReserveCheckoutRequest.newBuilder()
                    .setCustomer(customer)
                    .setRequestId(order)
                    .setOrderId(order)
                    .setBasket(requests.basket())
                    .build();
            ConfirmReservationRequest confirm = ConfirmReservationRequest.newBuilder()
                    .setCustomer(customer)
                    .setRequestId(order + "-confirm")
                    .setOrderId(order)
                    .build();
            return new Sequence.Pair(
                    new Workload<>(CheckoutServiceGrpc.getReserveCheckoutMethod(), () -> reserve),
                    new Workload<>(CheckoutServiceGrpc.getConfirmReservationMethod(), () -> confirm));
        });
    }

    /** The order of each customer in turn that is refunded piece by piece. */
    public Workload<CompleteCheckoutRequest, CompleteCheckoutResponse> openings() {
        return new Workload<>(
                CheckoutServiceGrpc.getCompleteCheckoutMethod(),
                () -> CompleteCheckoutRequest.newBuilder()
                        .setCustomer(nameOf(opened.incrementAndGet()))
                        .setRequestId(ids.next())
                        .setOrderId(opening())
                        .setBasket(Basket.newBuilder()
                                .addLines(CheckoutLine.newBuilder()
                                        .setProduct("P1")
                                        .setQuantity(PIECES)
                                        .setUnitPrice(Money.newBuilder()
                                                .setCurrencyCode("GBP")
                                                .setNanos(10_000_000))))
                        .build());
    }

    /** Refunds of one piece each. */
    public Workload<RefundOrderRequest, RefundOrderResponse> refunds() {
        return new Workload<>(
                CheckoutServiceGrpc.getRefundOrderMethod(),
                () -> RefundOrderRequest.newBuilder()
                        .setCustomer(nameOf(customers.pick()))
                        .setRequestId(ids.next())
                        .setOrderId(opening())
                        .addLines(RefundLine.newBuilder().setLine(1).setQuantity(1))
                        .build());
    }

    /**
     * Reads of the refunded order of each customer in turn.
     *
     * @param refunded to which the pieces of each answer are added
     */
    public Workload<GetOrderRequest, GetOrderResponse> refundedOrders(LongAdder refunded) {
        return new Workload<>(
                CheckoutServiceGrpc.getGetOrderMethod(),
                () -> GetOrderRequest.newBuilder()
                        .setCustomer(nameOf(read.getAndIncrement() % customers.count() + 1))
                        .setOrderId(opening())
                        .build(),
                answer -> {
                    answer.getOrder().getLinesList().stream()
                            .mapToLong(OrderLine::getRefundedQuantity)
                            .forEach(refunded::add);
                    return answer.getOrder().getLinesCount() == 1;
                });
    }

    private String opening() {
        return OPENING + "-" + run;
    }

    private String nameOf(int customer) {
        return program + "/customers/c" + customer;
    }
}
