package dev.giveback.recommendation.outcomes;

import com.google.protobuf.Timestamp;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerErased;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.journal.v1.StoredRefundLine;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** JournalService in memory: the part of TailEvents that outcomes depend on, kept as the contract says it. */
final class MemoryJournal implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Server server;
    private final ManagedChannel channel;
    private final List<TailEventsResponse> events = new ArrayList<>();
    private final List<Tail> tails = new ArrayList<>();
    private final List<TailEventsRequest> opened = new ArrayList<>();

    private record Tail(TailEventsRequest request, ServerCallStreamObserver<TailEventsResponse> responses) {
        void send(TailEventsResponse event) {
            String program =
                    event.getCustomer().substring(0, event.getCustomer().indexOf("/customers/"));
            boolean isAskedFor = (request.getProgramsCount() == 0
                            || request.getProgramsList().contains(program))
                    && (request.getTypesCount() == 0 || request.getTypesList().contains(event.getType()));
            responses.onNext(isAskedFor ? event : place(event.getResumeToken()));
        }

        static TailEventsResponse place(String token) {
            return TailEventsResponse.newBuilder()
                    .setResumeToken(token)
                    .setTransaction(Long.parseLong(token))
                    .build();
        }
    }

    MemoryJournal() throws IOException {
        String name = "memory-journal-" + STARTED.incrementAndGet();
        server = InProcessServerBuilder.forName(name)
                .addService(new Journal())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** How feeds were opened so far. */
    synchronized List<TailEventsRequest> opened() {
        return List.copyOf(opened);
    }

    /** All feeds break. */
    synchronized void breakTails() {
        tails.forEach(tail -> tail.responses().onError(Status.UNAVAILABLE.asRuntimeException()));
        tails.clear();
    }

    private final class Journal extends JournalServiceGrpc.JournalServiceImplBase {
        @Override
        public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
            synchronized (MemoryJournal.this) {
                opened.add(call);
                if (!call.getResumeToken().matches("[0-9]*")) {
                    responses.onError(Status.INVALID_ARGUMENT
                            .withDescription(
                                    "resume_token: must be the resume_token of a message of the feed, or empty")
                            .asRuntimeException());
                    return;
                }
                Tail tail = new Tail(call, (ServerCallStreamObserver<TailEventsResponse>) responses);
                tail.responses().setOnCancelHandler(() -> {});
                int from = call.getResumeToken().isEmpty() ? 0 : Integer.parseInt(call.getResumeToken());
                if (call.getFromEnd()) {
                    responses.onNext(Tail.place(Integer.toString(events.size())));
                } else {
                    events.subList(Math.min(from, events.size()), events.size()).forEach(tail::send);
                }
                tails.add(tail);
            }
        }
    }

    private synchronized void add(String customer, StatementEntryType type, CustomerEvent.Builder event) {
        TailEventsResponse message = TailEventsResponse.newBuilder()
                .setResumeToken(Integer.toString(events.size() + 1))
                .setTransaction(events.size() + 1)
                .setCustomer(customer)
                .setSequenceNumber(1)
                .setRecordTime(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()))
                .setType(type)
                .setEvent(event.build().toByteString())
                .build();
        events.add(message);
        tails.removeIf(tail -> tail.responses().isCancelled());
        tails.forEach(tail -> tail.send(message));
    }

    /** A line of an order at 100 minor units. */
    static StoredOrderLine line(String product, long quantity) {
        return StoredOrderLine.newBuilder()
                .setProduct(product)
                .setQuantity(quantity)
                .setUnitPriceMinor(100)
                .build();
    }

    static CheckoutCompleted order(String orderId, long purchaseMillis, StoredOrderLine... lines) {
        return CheckoutCompleted.newBuilder()
                .setOrderId(orderId)
                .setPurchaseMillis(purchaseMillis)
                .addAllLines(List.of(lines))
                .build();
    }

    void bought(String customer, CheckoutCompleted order) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
                CustomerEvent.newBuilder().setCheckoutCompleted(order));
    }

    void refunded(String customer, String orderId, int line, long units) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
                CustomerEvent.newBuilder()
                        .setOrderRefunded(OrderRefunded.newBuilder()
                                .setOrderId(orderId)
                                .addLines(StoredRefundLine.newBuilder()
                                        .setLine(line)
                                        .setQuantity(units))));
    }

    void corrected(String customer, CheckoutCompleted order) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
                CustomerEvent.newBuilder()
                        .setOrderCorrected(OrderCorrected.newBuilder().setOrder(order)));
    }

    void absorbed(String customer, String source) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED,
                CustomerEvent.newBuilder()
                        .setCustomerAbsorbed(CustomerAbsorbed.newBuilder().setSource(source)));
    }

    /** An order in a layout of a later build. */
    void boughtOfLaterLayout(String customer, CheckoutCompleted order) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
                CustomerEvent.newBuilder().setChangeVersion(2).setCheckoutCompleted(order));
    }

    void erased(String customer) {
        add(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED,
                CustomerEvent.newBuilder().setCustomerErased(CustomerErased.getDefaultInstance()));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
