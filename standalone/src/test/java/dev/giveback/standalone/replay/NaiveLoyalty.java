package dev.giveback.standalone.replay;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CreateProgramResponse;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.ListProgramsResponse;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.Totals;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the protocol and knows one rule: an order earns its whole pounds, and a refund takes back everything that
 * its first line's share is, as far as orders of one line go. It is there to test what is between the file and the service.
 */
final class NaiveLoyalty implements AutoCloseable {
    final List<String> requests = new ArrayList<>();
    /** Whether the call with this number, from 1, is carried out and then answered UNAVAILABLE. */
    int loseAnswerOfEvery = Integer.MAX_VALUE;
    /** How many were answered so. */
    int lostAnswers;
    /** A customer whose checkouts are refused. */
    String refusedCustomer = "";
    /** Points given beyond the rule, to be found by the check. */
    long extraPoints;

    /** The program, once there is one. */
    @Nullable
    Program program;

    /** What it knows of campaigns. */
    final NaiveCampaigns campaigns = new NaiveCampaigns(this);

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Object> answers = new HashMap<>();
    private final Server server;
    private int calls;

    private static final class Account {
        private final Map<String, Order> orders = new HashMap<>();
        private long earned;
        private long takenBack;
        private long spent;
        private long revision;
    }

    private static final class Order {
        private final long points;
        private final long quantity;
        private long refunded;

        Order(long points, long quantity) {
            this.points = points;
            this.quantity = quantity;
        }

        long due() {
            return points * refunded / quantity;
        }
    }

    NaiveLoyalty() throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", ServingStatus.SERVING);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(health.getHealthService())
                .addService(new Programs())
                .addService(new Customers())
                .addService(new Checkouts())
                .addService(campaigns.campaigns())
                .addService(campaigns.codes())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** How many orders there are. */
    synchronized long orders() {
        return accounts.values().stream()
                .mapToLong(account -> account.orders.size())
                .sum();
    }

    /** Points that a customer has. */
    long points(String customer) {
        Account account = accounts.get(customer);
        return account == null ? 0 : account.earned - account.takenBack - account.spent;
    }

    /** Takes points from a customer who has them. */
    void spend(String customer, long points) {
        Account account = accounts.get(customer);
        if (account == null || points(customer) < points) {
            throw refusal(Status.Code.FAILED_PRECONDITION, "INSUFFICIENT_POINTS");
        }
        account.spent += points;
        account.revision++;
    }

    synchronized <T> void change(
            String customer, String requestId, Object request, StreamObserver<T> observer, Supplier<T> effect) {
        calls++;
        requests.add(customer + " " + requestId);
        try {
            @SuppressWarnings("unchecked") // Answers are kept by request id, and an id is used for one kind of request.
            T answer = (T) answers.computeIfAbsent(requestId, absent -> effect.get());
            if (calls % loseAnswerOfEvery == 0) {
                lostAnswers++;
                throw Status.UNAVAILABLE
                        .withDescription("lost " + request.getClass())
                        .asRuntimeException();
            }
            observer.onNext(answer);
            observer.onCompleted();
        } catch (StatusRuntimeException refused) {
            observer.onError(refused);
        }
    }

    static StatusRuntimeException refusal(Status.Code code, String reason) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage("refused: " + reason)
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason(reason).build()))
                .build());
    }

    private final class Programs extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void createProgram(CreateProgramRequest request, StreamObserver<CreateProgramResponse> observer) {
            change("", request.getRequestId(), request, observer, () -> {
                if (program != null) {
                    throw refusal(Status.Code.ALREADY_EXISTS, "PROGRAM_EXISTS");
                }
                program = request.getProgram();
                return CreateProgramResponse.newBuilder().setProgram(program).build();
            });
        }

        @Override
        public void listPrograms(ListProgramsRequest request, StreamObserver<ListProgramsResponse> observer) {
            observer.onNext(ListProgramsResponse.getDefaultInstance());
            observer.onCompleted();
        }

        @Override
        public void getProgram(GetProgramRequest request, StreamObserver<GetProgramResponse> observer) {
            GetProgramResponse.Builder answer = GetProgramResponse.newBuilder();
            if (program != null) {
                answer.setProgram(program);
            }
            observer.onNext(answer.build());
            observer.onCompleted();
        }
    }

    private final class Checkouts extends CheckoutServiceGrpc.CheckoutServiceImplBase {
        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> observer) {
            change(request.getCustomer(), request.getRequestId(), request, observer, () -> checkout(request));
        }

        @Override
        public void refundOrder(RefundOrderRequest request, StreamObserver<RefundOrderResponse> observer) {
            change(request.getCustomer(), request.getRequestId(), request, observer, () -> refund(request));
        }
    }

    private CompleteCheckoutResponse checkout(CompleteCheckoutRequest request) {
        if (request.getCustomer().endsWith("/" + refusedCustomer)) {
            throw refusal(Status.Code.FAILED_PRECONDITION, "BALANCE_LIMIT_REACHED");
        }
        long pence = request.getBasket().getLinesList().stream()
                .mapToLong(line -> line.getQuantity()
                        * (line.getUnitPrice().getUnits() * 100
                                + line.getUnitPrice().getNanos() / 10_000_000))
                .sum();
        CheckoutOutcome.Builder outcome = CheckoutOutcome.newBuilder();
        long paid = pence - campaigns.discount(request, pence, outcome);
        long points = paid / 100 + extraPoints;
        Account account = accounts.computeIfAbsent(request.getCustomer(), absent -> new Account());
        account.orders.put(
                request.getOrderId(),
                new Order(points, request.getBasket().getLines(0).getQuantity()));
        account.earned += points;
        account.revision++;
        outcome.getOrderBuilder().setOrderId(request.getOrderId()).setPointsEarned(points);
        return CompleteCheckoutResponse.newBuilder()
                .setOutcome(outcome)
                .setBalance(Balance.newBuilder().setAvailable(points(request.getCustomer())))
                .build();
    }

    private RefundOrderResponse refund(RefundOrderRequest request) {
        Account account = accounts.get(request.getCustomer());
        Order order = account == null ? null : account.orders.get(request.getOrderId());
        if (account == null || order == null) {
            throw refusal(Status.Code.NOT_FOUND, "ORDER_NOT_FOUND");
        }
        long before = order.due();
        order.refunded += request.getLines(0).getQuantity();
        long taken = Math.min(order.due() - before, points(request.getCustomer()));
        account.takenBack += taken;
        account.revision++;
        return RefundOrderResponse.newBuilder().setPointsTakenBack(taken).build();
    }

    private final class Customers extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest request, StreamObserver<GetCustomerResponse> observer) {
            Account account = accounts.get(request.getName());
            if (account == null) {
                observer.onError(refusal(Status.Code.NOT_FOUND, "CUSTOMER_NOT_FOUND"));
                return;
            }
            observer.onNext(GetCustomerResponse.newBuilder()
                    .setCustomer(Customer.newBuilder()
                            .setName(request.getName())
                            .setOrderCount(account.orders.size())
                            .setRevision(account.revision)
                            .setTotals(Totals.newBuilder()
                                    .setEarned(account.earned)
                                    .setTakenBack(account.takenBack)
                                    .setSpent(account.spent))
                            .setBalance(Balance.newBuilder().setTotal(points(request.getName()))))
                    .build());
            observer.onCompleted();
        }
    }
}
