package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Workloads;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.CreateCampaignResponse;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignReportResponse;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.ConfirmReservationResponse;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CreateProgramResponse;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.ListCustomersResponse;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutResponse;
import dev.giveback.loyalty.v1.UsedCoupon;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The services that the benchmark calls, in memory, on loopback; it can forget some of the orders that it acknowledges. */
final class MemoryServer implements AutoCloseable {
    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final Set<String> customers = ConcurrentHashMap.newKeySet();
    private final Set<String> programs = ConcurrentHashMap.newKeySet();
    private final Set<String> heldCoupons = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> usedCoupons = new ConcurrentHashMap<>();
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> refunded = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> spent = new ConcurrentHashMap<>();
    private final MemoryRecommendations recommendations = new MemoryRecommendations();
    private final LongAdder claims = new LongAdder();
    private final int forgotten;
    private final Server server;
    private final ManagedChannel channel;

    MemoryServer(int forgotten) throws IOException {
        this.forgotten = forgotten;
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new ProgramService())
                .addService(new CheckoutService())
                .addService(new CustomerService())
                .addService(new CouponService())
                .addService(new CampaignService())
                .addService(new CodeService())
                .addService(ServerServiceDefinition.builder("giveback.platform.v1.EchoService")
                        .addMethod(Workloads.echo().method(), ServerCalls.asyncUnaryCall(MemoryServer::answer))
                        .build());
        recommendations.services().forEach(builder::addService);
        server = builder.build().start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    int port() {
        return server.getPort();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** A shop with some customers, of whom nothing is known. */
    void open(String program) {
        for (int number = 1; number <= 9; number++) {
            customers.add(program + "/customers/c" + number);
        }
    }

    long orderCount(String program) {
        long count =
                orders.stream().filter(order -> order.startsWith(program + "/")).count();
        return Math.max(0, count - forgotten);
    }

    void checkouts(int count) {
        for (int number = 0; number < count; number++) {
            CompleteCheckoutResponse unused = CheckoutServiceGrpc.newBlockingStub(channel)
                    .completeCheckout(CompleteCheckoutRequest.newBuilder()
                            .setCustomer("programs/bench/customers/c1")
                            .setOrderId("order-" + number)
                            .build());
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static <T> void answer(T message, StreamObserver<T> observer) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private static void add(Map<String, LongAdder> sums, String key, long amount) {
        sums.computeIfAbsent(key, unseen -> new LongAdder()).add(amount);
    }

    private static long sum(Map<String, LongAdder> sums, String key) {
        LongAdder sum = sums.get(key);
        return sum == null ? 0 : sum.sum();
    }

    private static String programOf(String customer) {
        return customer.substring(0, customer.indexOf("/customers/"));
    }

    private final class ProgramService extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void createProgram(CreateProgramRequest request, StreamObserver<CreateProgramResponse> observer) {
            if (programs.add(request.getProgram().getName())) {
                answer(CreateProgramResponse.getDefaultInstance(), observer);
            } else {
                observer.onError(Status.ALREADY_EXISTS.asRuntimeException());
            }
        }
    }

    private final class CheckoutService extends CheckoutServiceGrpc.CheckoutServiceImplBase {
        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> observer) {
            customers.add(request.getCustomer());
            recommendations.buys(request);
            if (orders.add(request.getCustomer() + " " + request.getOrderId())) {
                CompleteCheckoutResponse.Builder response = CompleteCheckoutResponse.newBuilder();
                use(request, response.getOutcomeBuilder().getOrderBuilder());
                answer(response.build(), observer);
            } else {
                observer.onError(Status.ALREADY_EXISTS.asRuntimeException());
            }
        }

        @Override
        public void quoteCheckout(QuoteCheckoutRequest request, StreamObserver<QuoteCheckoutResponse> observer) {
            answer(
                    QuoteCheckoutResponse.newBuilder()
                            .setOutcome(CheckoutOutcome.getDefaultInstance())
                            .build(),
                    observer);
        }

        @Override
        public void reserveCheckout(ReserveCheckoutRequest request, StreamObserver<ReserveCheckoutResponse> observer) {
            reserved.add(request.getCustomer() + " " + request.getOrderId());
            answer(ReserveCheckoutResponse.getDefaultInstance(), observer);
        }

        @Override
        public void confirmReservation(
                ConfirmReservationRequest request, StreamObserver<ConfirmReservationResponse> observer) {
            String order = request.getCustomer() + " " + request.getOrderId();
            if (reserved.remove(order)) {
                orders.add(order);
                answer(ConfirmReservationResponse.getDefaultInstance(), observer);
            } else {
                observer.onError(Status.NOT_FOUND.asRuntimeException());
            }
        }

        @Override
        public void refundOrder(RefundOrderRequest request, StreamObserver<RefundOrderResponse> observer) {
            add(refunded, request.getCustomer() + " " + request.getOrderId(), 1);
            answer(RefundOrderResponse.getDefaultInstance(), observer);
        }

        @Override
        public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
            GetOrderResponse.Builder response = GetOrderResponse.newBuilder();
            response.getOrderBuilder()
                    .addLinesBuilder()
                    .setRefundedQuantity(sum(refunded, request.getCustomer() + " " + request.getOrderId()));
            answer(response.build(), observer);
        }

        private void use(CompleteCheckoutRequest request, Order.Builder order) {
            for (String coupon : request.getBasket().getCouponIdsList()) {
                if (heldCoupons.remove(request.getCustomer() + " " + coupon)) {
                    order.addCoupons(UsedCoupon.newBuilder().setCouponId(coupon));
                    add(usedCoupons, request.getCustomer(), 1);
                }
            }
            long points = request.getBasket().getPoints().getPoints();
            order.setPointsRedeemed(points);
            add(spent, programOf(request.getCustomer()), points);
        }
    }

    private final class CustomerService extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest request, StreamObserver<GetCustomerResponse> observer) {
            if (customers.contains(request.getName())) {
                answer(GetCustomerResponse.getDefaultInstance(), observer);
            } else {
                observer.onError(Status.NOT_FOUND.asRuntimeException());
            }
        }

        @Override
        public void listCustomers(ListCustomersRequest request, StreamObserver<ListCustomersResponse> observer) {
            ListCustomersResponse.Builder response = ListCustomersResponse.newBuilder();
            customers.stream()
                    .filter(name -> name.startsWith(request.getParent() + "/"))
                    .forEach(name -> response.addCustomersBuilder().setName(name));
            answer(response.build(), observer);
        }

        @Override
        public void getProgramTotals(
                GetProgramTotalsRequest request, StreamObserver<GetProgramTotalsResponse> observer) {
            GetProgramTotalsResponse.Builder response =
                    GetProgramTotalsResponse.newBuilder().setOrderCount(orderCount(request.getName()));
            response.getTotalsBuilder().setSpent(sum(spent, request.getName()));
            answer(response.build(), observer);
        }
    }

    private final class CouponService extends CouponServiceGrpc.CouponServiceImplBase {
        @Override
        public void grantCoupon(GrantCouponRequest request, StreamObserver<GrantCouponResponse> observer) {
            heldCoupons.add(request.getCustomer() + " " + request.getCouponId());
            answer(GrantCouponResponse.getDefaultInstance(), observer);
        }

        @Override
        public void listCoupons(ListCouponsRequest request, StreamObserver<ListCouponsResponse> observer) {
            ListCouponsResponse.Builder response = ListCouponsResponse.newBuilder();
            for (long number = sum(usedCoupons, request.getParent()); number > 0; number--) {
                response.addCoupons(Coupon.getDefaultInstance());
            }
            answer(response.build(), observer);
        }
    }

    private final class CampaignService extends CampaignServiceGrpc.CampaignServiceImplBase {
        @Override
        public void createCampaign(CreateCampaignRequest request, StreamObserver<CreateCampaignResponse> observer) {
            answer(
                    CreateCampaignResponse.newBuilder()
                            .setCampaign(request.getCampaign())
                            .build(),
                    observer);
        }

        @Override
        public void getCampaignReport(
                GetCampaignReportRequest request, StreamObserver<GetCampaignReportResponse> observer) {
            answer(
                    GetCampaignReportResponse.newBuilder()
                            .setReport(CampaignReport.newBuilder()
                                    .setTaken(claims.sum())
                                    .setClaimed(claims.sum()))
                            .build(),
                    observer);
        }
    }

    private final class CodeService extends CodeServiceGrpc.CodeServiceImplBase {
        @Override
        public void claimCode(ClaimCodeRequest request, StreamObserver<ClaimCodeResponse> observer) {
            claims.increment();
            answer(
                    ClaimCodeResponse.newBuilder()
                            .setCoupon(Coupon.getDefaultInstance())
                            .build(),
                    observer);
        }

        @Override
        public void generateCodes(GenerateCodesRequest request, StreamObserver<GenerateCodesResponse> observer) {
            for (int message = 0; message < 10; message++) {
                observer.onNext(GenerateCodesResponse.newBuilder()
                        .addCodes("A-" + message)
                        .addCodes("B-" + message)
                        .build());
            }
            observer.onCompleted();
        }
    }
}
