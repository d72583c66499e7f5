package dev.giveback.coupon;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.type.Money;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponChange;
import dev.giveback.loyalty.v1.CouponChangeKind;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerBefore;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GetCouponResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.OrderFeedServiceGrpc;
import dev.giveback.loyalty.v1.OrderMade;
import dev.giveback.loyalty.v1.OrderRefund;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.RevokeCouponResponse;
import dev.giveback.loyalty.v1.TailCouponChangesRequest;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.loyalty.v1.TailOrdersRequest;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Loyalty-service in memory: the part of its contract that campaigns depend on, kept as the contract says it. It outlives the coupon
 * service, as customers' journals do, and it can be told to lose calls and answers.
 */
final class MemoryLoyalty implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();

    /** What becomes of the calls that change something. */
    enum Fault {
        NONE,
        /** The call is lost before anything happened. */
        LOSE_CALL,
        /** It happens, and its answer is lost. */
        LOSE_ANSWER
    }

    private final String name = "memory-loyalty-" + STARTED.incrementAndGet();
    private final Server server;
    private final ManagedChannel channel;
    private final Map<String, Coupon> coupons = new HashMap<>();
    private final Map<String, GrantCouponRequest> contents = new HashMap<>();
    private final Map<String, GrantCouponRequest> requests = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Long> points = new HashMap<>();
    private final Map<String, Customer> customers = new HashMap<>();
    private final List<TailCouponChangesResponse> feed = new ArrayList<>();
    private final List<ServerCallStreamObserver<TailCouponChangesResponse>> readers = new ArrayList<>();
    private final List<TailOrdersResponse> orders = new ArrayList<>();
    private final List<OrderTail> orderTails = new ArrayList<>();
    private int orderTailsOpened;
    private int orderTailsToBreak;
    private final AtomicInteger grants = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    private MemoryLoyalty() throws IOException {
        server = InProcessServerBuilder.forName(name)
                .addService(new Coupons())
                .addService(new Programs())
                .addService(new Customers())
                .addService(new Feed())
                .addService(new OrderFeed())
                .addService(new Journal())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    static MemoryLoyalty start() throws IOException {
        return new MemoryLoyalty();
    }

    ManagedChannel channel() {
        return channel;
    }

    void setFault(Fault next) {
        fault = next;
    }

    /** Calls to grant so far, whatever came of them. */
    int grants() {
        return grants.get();
    }

    synchronized void givePoints(String customer, long given) {
        points.merge(customer, given, Long::sum);
    }

    /** From now on the customer is known, and like this but for the points. */
    synchronized void know(Customer customer) {
        customers.put(customer.getName(), customer);
    }

    synchronized long points(String customer) {
        return points.getOrDefault(customer, 0L);
    }

    /** All coupons of a campaign, whosesoever. */
    synchronized List<Coupon> coupons(String campaign) {
        return coupons.values().stream()
                .filter(coupon -> coupon.getCampaign().equals(campaign))
                .toList();
    }

    synchronized Coupon coupon(String customer, String couponId) {
        Coupon coupon = coupons.get(key(customer, couponId));
        if (coupon == null) {
            throw new IllegalStateException("coupon: none (expected: " + couponId + ")");
        }
        return coupon;
    }

    synchronized void reserve(String customer, String couponId) {
        put(customer, coupon(customer, couponId).toBuilder().setState(CouponState.COUPON_STATE_RESERVED));
    }

    synchronized void cancelReservation(String customer, String couponId) {
        put(customer, coupon(customer, couponId).toBuilder().setState(CouponState.COUPON_STATE_AVAILABLE));
    }

    /** An order uses the coupon; it must be there. */
    synchronized void redeem(String customer, String couponId, long pence) {
        Coupon coupon = coupon(customer, couponId);
        if (coupon.getState() != CouponState.COUPON_STATE_AVAILABLE
                && coupon.getState() != CouponState.COUPON_STATE_RESERVED) {
            throw new IllegalStateException("coupon: " + coupon.getState() + " (expected: one that can be used)");
        }
        put(customer, coupon.toBuilder().setState(CouponState.COUPON_STATE_REDEEMED));
        tell(customer, coupon, CouponChangeKind.COUPON_CHANGE_KIND_REDEEMED, pence);
        used.add(key(customer, couponId));
    }

    /** The last messages of the feed come once more, as after a reader lost its place. */
    synchronized void endStreams() {
        readers.forEach(reader -> reader.onError(Status.UNAVAILABLE.asRuntimeException()));
        readers.clear();
    }

    // Orders.

    /** An order is made, and its checkout is durable. */
    synchronized void order(String customer, String orderId, long pence) {
        order(customer, orderId, pence, Instant.now());
    }

    synchronized void order(String customer, String orderId, long pence, Instant recorded) {
        long count = orders.stream()
                .filter(order -> order.getCustomer().equals(customer) && order.hasMade())
                .count();
        tell(orderMessage(customer, recorded)
                .setMade(OrderMade.newBuilder()
                        .setOrderId(orderId)
                        .setPurchaseTime(timestamp(recorded))
                        .setListTotal(pence(pence))
                        .setPaidTotal(pence(pence))
                        .setQuantity(1)
                        .setLineCount(1)
                        .setLocalMillis(recorded.toEpochMilli())
                        .setCustomerBefore(CustomerBefore.newBuilder().setOrderCount(count)))
                .build());
    }

    synchronized void refund(String customer, String orderId, long pence) {
        tell(orderMessage(customer, Instant.now())
                .setRefund(OrderRefund.newBuilder().setOrderId(orderId).setAmount(pence(pence)))
                .build());
    }

    /** Tails of orders that are open now, and that were opened ever. */
    synchronized int openOrderTails() {
        orderTails.removeIf(tail -> tail.responses().isCancelled());
        return orderTails.size();
    }

    synchronized int orderTailsOpened() {
        return orderTailsOpened;
    }

    /** So many tails of orders break as soon as they are opened. */
    synchronized void breakOrderTails(int count) {
        orderTailsToBreak = count;
    }

    synchronized int orderTailsToBreak() {
        return orderTailsToBreak;
    }

    /** The tails of orders break. */
    synchronized void endOrderTails() {
        orderTails.forEach(tail -> tail.responses().onError(Status.UNAVAILABLE.asRuntimeException()));
        orderTails.clear();
    }

    private TailOrdersResponse.Builder orderMessage(String customer, Instant recorded) {
        return TailOrdersResponse.newBuilder()
                .setResumeToken(Integer.toString(orders.size() + 1))
                .setTransaction(journalEnd() + 1)
                .setCustomer(customer)
                .setRecordTime(timestamp(recorded));
    }

    private void tell(TailOrdersResponse message) {
        orders.add(message);
        orderTails.removeIf(tail -> tail.responses().isCancelled());
        orderTails.forEach(tail -> tail.send(message));
    }

    private static Money pence(long pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos((int) (pence % 100) * 10_000_000)
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** An open tail; of other programs it tells only how far the feed was read. */
    private record OrderTail(List<String> programs, ServerCallStreamObserver<TailOrdersResponse> responses) {
        void send(TailOrdersResponse message) {
            String program =
                    message.getCustomer().substring(0, message.getCustomer().indexOf("/customers/"));
            responses.onNext(
                    programs.contains(program)
                            ? message
                            : TailOrdersResponse.newBuilder()
                                    .setResumeToken(message.getResumeToken())
                                    .setTransaction(message.getTransaction())
                                    .setOrdering(message.getOrdering())
                                    .build());
        }
    }

    /** Both feeds are one journal. */
    private synchronized long journalEnd() {
        return feed.size() + (long) orders.size();
    }

    private final class Journal extends JournalServiceGrpc.JournalServiceImplBase {
        @Override
        public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
            responses.onNext(
                    TailEventsResponse.newBuilder().setTransaction(journalEnd()).build());
        }
    }

    private final class OrderFeed extends OrderFeedServiceGrpc.OrderFeedServiceImplBase {
        @Override
        public void tailOrders(TailOrdersRequest call, StreamObserver<TailOrdersResponse> responses) {
            synchronized (MemoryLoyalty.this) {
                OrderTail tail =
                        new OrderTail(call.getProgramsList(), (ServerCallStreamObserver<TailOrdersResponse>) responses);
                tail.responses().setOnCancelHandler(() -> {});
                if (orderTailsToBreak > 0) {
                    orderTailsToBreak--;
                    responses.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                // Five messages more than asked for: what comes twice must count once.
                int from = call.getResumeToken().isEmpty() ? 0 : Integer.parseInt(call.getResumeToken());
                orders.subList(Math.max(0, from - 5), orders.size()).forEach(tail::send);
                orderTails.add(tail);
                orderTailsOpened++;
            }
        }
    }

    private void put(String customer, Coupon.Builder coupon) {
        coupons.put(key(customer, coupon.getCouponId()), coupon.build());
    }

    private void tell(String customer, Coupon coupon, CouponChangeKind kind, long pence) {
        CouponChange.Builder change = CouponChange.newBuilder()
                .setKind(kind)
                .setCouponId(coupon.getCouponId())
                .setCampaign(coupon.getCampaign())
                .setCampaignVersion(coupon.getCampaignVersion())
                .setCode(coupon.getCode())
                .setStartTime(coupon.hasStartTime() ? coupon.getStartTime() : coupon.getGrantTime())
                .setRedeemedBefore(used.contains(key(customer, coupon.getCouponId())));
        if (pence > 0) {
            change.setDiscount(Money.newBuilder()
                    .setCurrencyCode("GBP")
                    .setUnits(pence / 100)
                    .setNanos((int) (pence % 100) * 10_000_000));
        }
        TailCouponChangesResponse message = TailCouponChangesResponse.newBuilder()
                .setResumeToken(Integer.toString(feed.size() + 1))
                .setTransaction(journalEnd() + 1)
                .setCustomer(customer)
                .addChanges(change)
                .setRecordTime(now())
                .build();
        feed.add(message);
        readers.removeIf(ServerCallStreamObserver::isCancelled);
        readers.forEach(reader -> reader.onNext(message));
    }

    private static Timestamp now() {
        return Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()).build();
    }

    private static String key(String customer, String couponId) {
        return customer + " " + couponId;
    }

    private static StatusRuntimeException refused(Code code, String reason) {
        return ErrorStatus.of(code, "loyalty.giveback.dev", reason, "coupon: " + reason)
                .toException();
    }

    private synchronized @Nullable StatusRuntimeException grant(GrantCouponRequest call) {
        GrantCouponRequest content = call.toBuilder().clearRequestId().build();
        if (call.getTerms().getLineCondition().contains("(")) {
            return refused(Code.INVALID_ARGUMENT, "INVALID_FIELD");
        }
        if (call.getValidateOnly()) {
            return null;
        }
        GrantCouponRequest before = requests.get(key(call.getCustomer(), call.getRequestId()));
        if (before != null && !before.equals(call)) {
            return refused(Code.ABORTED, "REQUEST_ID_REUSED");
        }
        GrantCouponRequest granted = contents.get(key(call.getCustomer(), call.getCouponId()));
        if (granted != null) {
            return granted.equals(content) ? null : refused(Code.ALREADY_EXISTS, "COUPON_EXISTS");
        }
        if (points(call.getCustomer()) < call.getPointsPrice()) {
            return refused(Code.FAILED_PRECONDITION, "INSUFFICIENT_POINTS");
        }
        givePoints(call.getCustomer(), -call.getPointsPrice());
        requests.put(key(call.getCustomer(), call.getRequestId()), call);
        contents.put(key(call.getCustomer(), call.getCouponId()), content);
        Coupon.Builder coupon = Coupon.newBuilder()
                .setCouponId(call.getCouponId())
                .setCampaign(call.getCampaign())
                .setCampaignVersion(call.getCampaignVersion())
                .setTerms(call.getTerms())
                .setGrantTime(now())
                .setState(CouponState.COUPON_STATE_AVAILABLE)
                .setCode(call.getCode())
                .setPointsPrice(call.getPointsPrice());
        if (call.hasStartTime()) {
            coupon.setStartTime(call.getStartTime());
        }
        if (call.hasExpireTime()) {
            coupon.setExpireTime(call.getExpireTime());
        }
        put(call.getCustomer(), coupon);
        tell(call.getCustomer(), coupon.build(), CouponChangeKind.COUPON_CHANGE_KIND_GRANTED, 0);
        return null;
    }

    private synchronized @Nullable StatusRuntimeException revoke(RevokeCouponRequest call) {
        Coupon coupon = coupons.get(key(call.getCustomer(), call.getCouponId()));
        if (coupon == null) {
            return refused(Code.NOT_FOUND, "COUPON_NOT_FOUND");
        }
        return switch (coupon.getState()) {
            case COUPON_STATE_AVAILABLE -> {
                put(call.getCustomer(), coupon.toBuilder().setState(CouponState.COUPON_STATE_REVOKED));
                givePoints(call.getCustomer(), call.getRestorePoints() ? coupon.getPointsPrice() : 0);
                tell(call.getCustomer(), coupon, CouponChangeKind.COUPON_CHANGE_KIND_REVOKED, 0);
                yield null;
            }
            case COUPON_STATE_RESERVED -> refused(Code.FAILED_PRECONDITION, "COUPON_RESERVED");
            case COUPON_STATE_REDEEMED -> refused(Code.FAILED_PRECONDITION, "COUPON_REDEEMED");
            case COUPON_STATE_REVOKED -> refused(Code.FAILED_PRECONDITION, "COUPON_REVOKED");
            default -> refused(Code.FAILED_PRECONDITION, "COUPON_EXPIRED");
        };
    }

    private final class Coupons extends CouponServiceGrpc.CouponServiceImplBase {
        @Override
        public void grantCoupon(GrantCouponRequest call, StreamObserver<GrantCouponResponse> responses) {
            Fault now = call.getValidateOnly() ? Fault.NONE : fault;
            if (!call.getValidateOnly()) {
                grants.incrementAndGet();
            }
            if (now == Fault.LOSE_CALL) {
                return;
            }
            StatusRuntimeException refusal = grant(call);
            if (now == Fault.LOSE_ANSWER) {
                return;
            }
            if (refusal != null) {
                responses.onError(refusal);
                return;
            }
            GrantCouponResponse.Builder response = GrantCouponResponse.newBuilder();
            if (!call.getValidateOnly()) {
                response.setCoupon(coupon(call.getCustomer(), call.getCouponId()));
            }
            responses.onNext(response.build());
            responses.onCompleted();
        }

        @Override
        public void revokeCoupon(RevokeCouponRequest call, StreamObserver<RevokeCouponResponse> responses) {
            Fault now = fault;
            if (now == Fault.LOSE_CALL) {
                return;
            }
            StatusRuntimeException refusal = revoke(call);
            if (now == Fault.LOSE_ANSWER) {
                return;
            }
            if (refusal != null) {
                responses.onError(refusal);
                return;
            }
            responses.onNext(RevokeCouponResponse.newBuilder()
                    .setCoupon(coupon(call.getCustomer(), call.getCouponId()))
                    .build());
            responses.onCompleted();
        }

        @Override
        public void getCoupon(GetCouponRequest call, StreamObserver<GetCouponResponse> responses) {
            Coupon coupon;
            synchronized (MemoryLoyalty.this) {
                coupon = coupons.get(key(call.getCustomer(), call.getCouponId()));
            }
            if (coupon == null) {
                responses.onError(refused(Code.NOT_FOUND, "COUPON_NOT_FOUND"));
                return;
            }
            responses.onNext(GetCouponResponse.newBuilder().setCoupon(coupon).build());
            responses.onCompleted();
        }
    }

    private static final class Programs extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void getProgram(GetProgramRequest call, StreamObserver<GetProgramResponse> responses) {
            if (!call.getName().startsWith("programs/shop")) {
                responses.onError(refused(Code.NOT_FOUND, "PROGRAM_NOT_FOUND"));
                return;
            }
            responses.onNext(GetProgramResponse.newBuilder()
                    .setProgram(Program.newBuilder()
                            .setName(call.getName())
                            .setCurrencyCode("GBP")
                            .setTimeZone("Europe/London"))
                    .build());
            responses.onCompleted();
        }
    }

    private final class Customers extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest call, StreamObserver<GetCustomerResponse> responses) {
            synchronized (MemoryLoyalty.this) {
                Customer known = customers.get(call.getName());
                if (known == null) {
                    responses.onError(refused(Code.NOT_FOUND, "CUSTOMER_NOT_FOUND"));
                    return;
                }
                responses.onNext(GetCustomerResponse.newBuilder()
                        .setCustomer(known.toBuilder()
                                .setBalance(Balance.newBuilder().setAvailable(points(call.getName()))))
                        .build());
                responses.onCompleted();
            }
        }
    }

    private final class Feed extends CouponFeedServiceGrpc.CouponFeedServiceImplBase {
        @Override
        public void tailCouponChanges(
                TailCouponChangesRequest call, StreamObserver<TailCouponChangesResponse> responses) {
            synchronized (MemoryLoyalty.this) {
                // Five messages more than asked for: what comes twice must count once.
                int from = call.getResumeToken().isEmpty() ? 0 : Integer.parseInt(call.getResumeToken());
                feed.subList(Math.max(0, from - 5), feed.size()).forEach(responses::onNext);
                ServerCallStreamObserver<TailCouponChangesResponse> reader =
                        (ServerCallStreamObserver<TailCouponChangesResponse>) responses;
                reader.setOnCancelHandler(() -> {});
                readers.add(reader);
            }
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
