package dev.giveback.feedback;

import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.coupon.v1.GrantCampaignCouponResponse;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.AdjustPointsResponse;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.GetProfileResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Loyalty-service and coupon-service in memory: the parts of their contracts that calls of this service depend on. It outlives the feedback
 * service, and it can be told to be away, or to lose the answers to what changes something.
 */
public final class MemoryShop implements AutoCloseable {
    /** The program that there is. */
    public static final String PROGRAM = "shop";

    private static final AtomicInteger STARTED = new AtomicInteger();

    /** What becomes of calls. */
    public enum Fault {
        /** They are answered. */
        NONE,
        /** Nothing happens, and nobody answers. */
        AWAY,
        /** What is to be changed is changed, and the answer is lost. */
        LOSE_ANSWER
    }

    private final Server server;
    private final ManagedChannel channel;
    private final Map<String, Profile> profiles = new HashMap<>();
    private final Map<String, Customer> customers = new HashMap<>();
    private final Set<String> orders = new HashSet<>();
    private final Map<String, AdjustPointsRequest> points = new LinkedHashMap<>();
    private final Map<String, GrantCampaignCouponRequest> coupons = new LinkedHashMap<>();
    private final List<TailEventsResponse> events = new ArrayList<>();
    private final List<Tail> tails = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    private volatile Fault fault = Fault.NONE;

    private MemoryShop() throws IOException {
        String name = "memory-shop-" + STARTED.incrementAndGet();
        server = InProcessServerBuilder.forName(name)
                .addService(new Programs())
                .addService(new Customers())
                .addService(new Orders())
                .addService(new Points())
                .addService(new Campaigns())
                .addService(new Journal())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
        var unused = beats.scheduleAtFixedRate(this::beat, 200, 200, TimeUnit.MILLISECONDS);
    }

    /** Opens it, without customers. */
    public static MemoryShop open() throws IOException {
        return new MemoryShop();
    }

    /** To both services. */
    public ManagedChannel channel() {
        return channel;
    }

    /** What becomes of calls from now on. */
    public void setFault(Fault next) {
        fault = next;
    }

    /** The resource name of a customer. */
    public static String name(String customer) {
        return "programs/" + PROGRAM + "/customers/" + customer;
    }

    /** From now on the customer is known, with an e-mail address. */
    public String enrol(String customer) {
        return enrol(
                customer,
                Profile.newBuilder().setEmail(customer + "@example.org").setGivenName(customer));
    }

    /** From now on the customer is known, with this profile. */
    public synchronized String enrol(String customer, Profile.Builder profile) {
        String name = name(customer);
        customers.put(name, Customer.newBuilder().setName(name).build());
        profiles.put(name, profile.build());
        return name;
    }

    /** From now on the customer is merged into another one. */
    public synchronized void merge(String source, String target) {
        customers.computeIfPresent(
                name(source),
                (name, before) -> before.toBuilder().setMergedInto(name(target)).build());
    }

    /** From now on the customer has this order. */
    public synchronized void buy(String customer, String order) {
        orders.add(name(customer) + '|' + order);
    }

    /** Points that were given, each once. */
    public synchronized List<AdjustPointsRequest> points() {
        return List.copyOf(points.values());
    }

    /** Coupons that were given, each once. */
    public synchronized List<GrantCampaignCouponRequest> coupons() {
        return List.copyOf(coupons.values());
    }

    /** An event of a customer is recorded. */
    public void record(String customer, CustomerEvent event) {
        record(customer, event, StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED);
    }

    /** The same, of a type. */
    public synchronized void record(String customer, CustomerEvent event, StatementEntryType type) {
        int place = events.size() + 1;
        TailEventsResponse message = TailEventsResponse.newBuilder()
                .setResumeToken(Integer.toString(place))
                .setTransaction(place)
                .setOrdering(place)
                .setCustomer(name(customer))
                .setSequenceNumber(sequences.merge(customer, 1L, Long::sum))
                .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()))
                .setType(type)
                .setEvent(event.toByteString())
                .build();
        events.add(message);
        tails.removeIf(tail -> tail.responses().isCancelled());
        tails.stream()
                .filter(tail -> tail.wants(message))
                .forEach(tail -> tail.responses().onNext(message));
    }

    /** How many events there are. */
    public synchronized int events() {
        return events.size();
    }

    /** How many tails are open. */
    public synchronized long tails() {
        return tails.stream().filter(tail -> !tail.responses().isCancelled()).count();
    }

    private TailEventsResponse progress() {
        return TailEventsResponse.newBuilder()
                .setResumeToken(Integer.toString(events.size()))
                .setTransaction(events.size())
                .setOrdering(events.size())
                .build();
    }

    /** Tells who asked for it how far the journal was read. */
    private synchronized void beat() {
        tails.removeIf(tail -> tail.responses().isCancelled());
        tails.stream().filter(Tail::wantsBeats).forEach(tail -> tail.responses().onNext(progress()));
    }

    /** A reader. */
    private record Tail(TailEventsRequest call, ServerCallStreamObserver<TailEventsResponse> responses) {
        boolean wants(TailEventsResponse message) {
            boolean isOfPrograms = call.getProgramsCount() == 0
                    || call.getProgramsList().stream()
                            .anyMatch(program -> message.getCustomer().startsWith(program + "/"));
            return isOfPrograms
                    && (call.getTypesCount() == 0 || call.getTypesList().contains(message.getType()));
        }

        boolean wantsBeats() {
            return call.getHeartbeatInterval().getSeconds() == 1;
        }
    }

    private <A> void answer(StreamObserver<A> responses, boolean changes, Supplier<A> answer) {
        try {
            if (fault == Fault.AWAY) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            A found;
            synchronized (this) {
                found = answer.get();
            }
            if (changes && fault == Fault.LOSE_ANSWER) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            responses.onNext(found);
            responses.onCompleted();
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private static StatusRuntimeException notFound(String reason) {
        return ErrorStatus.of(Code.NOT_FOUND, "loyalty.giveback.dev", reason, "refused: " + reason)
                .toException();
    }

    private Customer known(String name) {
        Customer customer = customers.get(name);
        if (customer == null) {
            throw notFound("CUSTOMER_NOT_FOUND");
        }
        return customer;
    }

    @Override
    public void close() {
        beats.shutdownNow();
        channel.shutdownNow();
        server.shutdownNow();
    }

    private final class Programs extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void getProgram(GetProgramRequest call, StreamObserver<GetProgramResponse> responses) {
            answer(responses, false, () -> {
                if (!call.getName().equals("programs/" + PROGRAM)) {
                    throw notFound("PROGRAM_NOT_FOUND");
                }
                return GetProgramResponse.newBuilder()
                        .setProgram(Program.newBuilder()
                                .setName(call.getName())
                                .setDisplayName("The shop")
                                .setCurrencyCode("EUR")
                                .setTimeZone("UTC"))
                        .build();
            });
        }
    }

    private final class Customers extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest call, StreamObserver<GetCustomerResponse> responses) {
            answer(
                    responses,
                    false,
                    () -> GetCustomerResponse.newBuilder()
                            .setCustomer(known(call.getName()))
                            .build());
        }

        @Override
        public void getProfile(GetProfileRequest call, StreamObserver<GetProfileResponse> responses) {
            answer(
                    responses,
                    false,
                    () -> GetProfileResponse.newBuilder()
                            .setProfile(profiles.getOrDefault(
                                    known(call.getName()).getName(), Profile.getDefaultInstance()))
                            .build());
        }
    }

    private final class Orders extends CheckoutServiceGrpc.CheckoutServiceImplBase {
        @Override
        public void getOrder(GetOrderRequest call, StreamObserver<GetOrderResponse> responses) {
            answer(responses, false, () -> {
                if (!orders.contains(call.getCustomer() + '|' + call.getOrderId())) {
                    throw notFound("ORDER_NOT_FOUND");
                }
                return GetOrderResponse.newBuilder()
                        .setOrder(Order.newBuilder().setOrderId(call.getOrderId()))
                        .build();
            });
        }
    }

    private final class Points extends PointsServiceGrpc.PointsServiceImplBase {
        @Override
        public void adjustPoints(AdjustPointsRequest call, StreamObserver<AdjustPointsResponse> responses) {
            answer(responses, true, () -> {
                points.putIfAbsent(known(call.getCustomer()).getName() + '|' + call.getRequestId(), call);
                return AdjustPointsResponse.getDefaultInstance();
            });
        }
    }

    private final class Campaigns extends CampaignServiceGrpc.CampaignServiceImplBase {
        @Override
        public void grantCampaignCoupon(
                GrantCampaignCouponRequest call, StreamObserver<GrantCampaignCouponResponse> responses) {
            answer(responses, true, () -> {
                coupons.putIfAbsent(call.getCampaign() + '|' + call.getCustomer() + '|' + call.getRequestId(), call);
                return GrantCampaignCouponResponse.getDefaultInstance();
            });
        }
    }

    private final class Journal extends JournalServiceGrpc.JournalServiceImplBase {
        @Override
        public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
            if (fault == Fault.AWAY) {
                responses.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            synchronized (MemoryShop.this) {
                int from = call.getResumeToken().isEmpty() ? 0 : Integer.parseInt(call.getResumeToken());
                if (call.getFromEnd()) {
                    responses.onNext(progress());
                    from = events.size();
                }
                Tail tail = new Tail(call, (ServerCallStreamObserver<TailEventsResponse>) responses);
                tail.responses().setOnCancelHandler(() -> {});
                events.subList(from, events.size()).stream().filter(tail::wants).forEach(responses::onNext);
                tails.add(tail);
            }
        }
    }
}
