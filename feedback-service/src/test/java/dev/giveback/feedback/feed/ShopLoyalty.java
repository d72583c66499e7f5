package dev.giveback.feedback.feed;

import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.coupon.v1.GrantCampaignCouponResponse;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.AdjustPointsResponse;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GetCouponResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.GetProfileResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.loyalty.v1.TierPolicy;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Loyalty-service and coupon-service in memory: the parts of their contracts that occasions and rewards depend on, kept as the contracts say
 * it. It outlives the feedback service, and it can be told to be away, or to lose answers.
 */
final class ShopLoyalty implements AutoCloseable {
    static final String PROGRAM = "shop";

    private static final AtomicInteger STARTED = new AtomicInteger();

    /** What becomes of calls. */
    enum Fault {
        NONE,
        /** Nothing happens, and nobody answers. */
        AWAY,
        /** What is to be changed is changed, and the answer is lost. */
        LOSE_ANSWER
    }

    private final Server server;
    private final ManagedChannel channel;
    private final List<TailEventsResponse> events = new ArrayList<>();
    private final List<ServerCallStreamObserver<TailEventsResponse>> tails = new ArrayList<>();
    private final Map<String, Customer> customers = new HashMap<>();
    private final Map<String, Profile> profiles = new HashMap<>();
    private final Map<String, List<Lot>> lots = new HashMap<>();
    private final Map<String, Coupon> coupons = new HashMap<>();
    private final Map<String, AdjustPointsRequest> given = new LinkedHashMap<>();
    private final Map<String, GrantCampaignCouponRequest> granted = new LinkedHashMap<>();
    private final AtomicInteger givingCalls = new AtomicInteger();
    private final Map<String, String> refusals = new HashMap<>();
    /** Which journal it is: tokens of another one are refused. */
    private String journal = "a";

    private volatile Fault fault = Fault.NONE;

    ShopLoyalty() throws IOException {
        String name = "shop-loyalty-" + STARTED.incrementAndGet();
        server = InProcessServerBuilder.forName(name)
                .addService(new Journal())
                .addService(new Programs())
                .addService(new Customers())
                .addService(new PointsOf())
                .addService(new Coupons())
                .addService(new Campaigns())
                .addService(new CheckoutServiceGrpc.CheckoutServiceImplBase() {})
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    ManagedChannel channel() {
        return channel;
    }

    void setFault(Fault next) {
        fault = next;
    }

    static String name(String customer) {
        return "programs/" + PROGRAM + "/customers/" + customer;
    }

    /** From now on the customer is known, with an e-mail address. */
    void know(String customer) {
        know(customer, Profile.newBuilder().setEmail(customer + "@example.org").setGivenName(customer));
    }

    synchronized void know(String customer, Profile.Builder profile) {
        customers.put(
                name(customer), Customer.newBuilder().setName(name(customer)).build());
        profiles.put(name(customer), profile.build());
    }

    synchronized void change(String customer, UnaryOperator<Customer.Builder> change) {
        customers.computeIfPresent(
                name(customer),
                (key, before) -> change.apply(before.toBuilder()).build());
    }

    synchronized void setLots(String customer, List<Lot> now) {
        lots.put(name(customer), now);
    }

    synchronized void setCoupon(String customer, Coupon coupon) {
        coupons.put(name(customer) + '|' + coupon.getCouponId(), coupon);
    }

    /** Points are refused for this reason. */
    synchronized void refusePoints(String customer, String reason) {
        refusals.put(name(customer), reason);
    }

    synchronized void allowPoints(String customer) {
        refusals.remove(name(customer));
    }

    /** Points that were given, each once, by request. */
    synchronized List<AdjustPointsRequest> given() {
        return List.copyOf(given.values());
    }

    synchronized List<GrantCampaignCouponRequest> granted() {
        return List.copyOf(granted.values());
    }

    /** Calls that would give something, repeats among them. */
    int givingCalls() {
        return givingCalls.get();
    }

    /** Another journal is imported: it begins anew, and the places of this one mean nothing any more. */
    synchronized void exchangeJournal() {
        journal = journal + "x";
        events.clear();
        breakFeed();
    }

    synchronized void breakFeed() {
        tails.forEach(tail -> tail.onError(Status.UNAVAILABLE.asRuntimeException()));
        tails.clear();
    }

    /** An event is recorded. */
    synchronized void record(String customer, CustomerEvent.Builder event) {
        TailEventsResponse message = TailEventsResponse.newBuilder()
                .setResumeToken(journal + (events.size() + 1))
                .setTransaction(events.size() + 1)
                .setOrdering(events.size() + 1)
                .setCustomer(name(customer))
                .setSequenceNumber(1)
                .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()))
                .setEvent(event.build().toByteString())
                .build();
        events.add(message);
        tails.removeIf(ServerCallStreamObserver::isCancelled);
        tails.forEach(tail -> tail.onNext(message));
    }

    private <A> void answer(StreamObserver<A> responses, Supplier<A> answer) {
        try {
            if (fault == Fault.AWAY) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            A found = answer.get();
            responses.onNext(found);
            responses.onCompleted();
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private static StatusRuntimeException refused(Code code, String reason) {
        return ErrorStatus.of(code, "loyalty.giveback.dev", reason, "refused: " + reason)
                .toException();
    }

    private synchronized Customer customer(String name) {
        Customer found = customers.get(name);
        if (found == null) {
            throw refused(Code.NOT_FOUND, "CUSTOMER_NOT_FOUND");
        }
        return found;
    }

    private final class Journal extends JournalServiceGrpc.JournalServiceImplBase {
        @Override
        public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
            synchronized (ShopLoyalty.this) {
                if (fault == Fault.AWAY) {
                    responses.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                String token = call.getResumeToken();
                if (!token.isEmpty() && !token.matches(journal + "[0-9]+")) {
                    responses.onError(refused(Code.INVALID_ARGUMENT, "INVALID_FIELD"));
                    return;
                }
                if (call.getFromEnd()) {
                    responses.onNext(TailEventsResponse.newBuilder()
                            .setResumeToken(journal + events.size())
                            .setTransaction(events.size())
                            .build());
                    return;
                }
                ServerCallStreamObserver<TailEventsResponse> tail =
                        (ServerCallStreamObserver<TailEventsResponse>) responses;
                tail.setOnCancelHandler(() -> {});
                int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring(journal.length()));
                events.subList(from, events.size()).forEach(tail::onNext);
                tails.add(tail);
            }
        }
    }

    private final class Programs extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void getProgram(GetProgramRequest call, StreamObserver<GetProgramResponse> responses) {
            answer(
                    responses,
                    () -> GetProgramResponse.newBuilder()
                            .setProgram(Program.newBuilder()
                                    .setName(call.getName())
                                    .setDisplayName("The shop")
                                    .setTimeZone("Europe/London")
                                    .setCurrencyCode("GBP")
                                    .setTiers(TierPolicy.newBuilder()
                                            .addTiers(Tier.newBuilder()
                                                    .setTierId("gold")
                                                    .setThreshold(1_000))
                                            .addTiers(Tier.newBuilder()
                                                    .setTierId("silver")
                                                    .setThreshold(100))))
                            .build());
        }
    }

    private final class Customers extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest call, StreamObserver<GetCustomerResponse> responses) {
            answer(
                    responses,
                    () -> GetCustomerResponse.newBuilder()
                            .setCustomer(customer(call.getName()))
                            .build());
        }

        @Override
        public void getProfile(GetProfileRequest call, StreamObserver<GetProfileResponse> responses) {
            answer(responses, () -> {
                Customer found = customer(call.getName());
                if (found.hasEraseTime()) {
                    throw refused(Code.FAILED_PRECONDITION, "CUSTOMER_ERASED");
                }
                return GetProfileResponse.newBuilder()
                        .setProfile(profile(call.getName()))
                        .build();
            });
        }

        private Profile profile(String name) {
            synchronized (ShopLoyalty.this) {
                return profiles.getOrDefault(name, Profile.getDefaultInstance());
            }
        }
    }

    private final class PointsOf extends PointsServiceGrpc.PointsServiceImplBase {
        @Override
        public void listLots(ListLotsRequest call, StreamObserver<ListLotsResponse> responses) {
            answer(responses, () -> {
                synchronized (ShopLoyalty.this) {
                    return ListLotsResponse.newBuilder()
                            .addAllLots(lots.getOrDefault(call.getParent(), List.of()))
                            .build();
                }
            });
        }

        @Override
        public void adjustPoints(AdjustPointsRequest call, StreamObserver<AdjustPointsResponse> responses) {
            givingCalls.incrementAndGet();
            answer(responses, () -> {
                adjust(call);
                loseAnswer();
                return AdjustPointsResponse.getDefaultInstance();
            });
        }

        private void adjust(AdjustPointsRequest call) {
            synchronized (ShopLoyalty.this) {
                String refusal = refusals.get(call.getCustomer());
                if (refusal != null) {
                    throw refused(
                            refusal.equals("OVERLOADED") ? Code.RESOURCE_EXHAUSTED : Code.FAILED_PRECONDITION, refusal);
                }
                Customer found = customer(call.getCustomer());
                if (!found.getMergedInto().isEmpty()) {
                    throw ErrorStatus.of(Code.FAILED_PRECONDITION, "loyalty.giveback.dev", "CUSTOMER_MERGED", "merged")
                            .metadata("merged_into", found.getMergedInto())
                            .toException();
                }
                AdjustPointsRequest before = given.putIfAbsent(call.getCustomer() + '|' + call.getRequestId(), call);
                if (before != null && !before.equals(call)) {
                    throw refused(Code.ABORTED, "REQUEST_ID_REUSED");
                }
            }
        }

        @Override
        public void listStatementEntries(
                ListStatementEntriesRequest call, StreamObserver<ListStatementEntriesResponse> responses) {
            answer(responses, () -> {
                synchronized (ShopLoyalty.this) {
                    return ListStatementEntriesResponse.newBuilder()
                            .addAllEntries(given.values().stream()
                                    .filter(one -> one.getCustomer().equals(call.getParent()))
                                    .map(one -> StatementEntry.newBuilder()
                                            .setRequestId(one.getRequestId())
                                            .build())
                                    .toList())
                            .build();
                }
            });
        }
    }

    private void loseAnswer() {
        if (fault == Fault.LOSE_ANSWER) {
            throw Status.UNAVAILABLE.asRuntimeException();
        }
    }

    private final class Coupons extends CouponServiceGrpc.CouponServiceImplBase {
        @Override
        public void getCoupon(GetCouponRequest call, StreamObserver<GetCouponResponse> responses) {
            answer(responses, () -> {
                @Nullable Coupon found;
                synchronized (ShopLoyalty.this) {
                    found = coupons.get(call.getCustomer() + '|' + call.getCouponId());
                }
                if (found == null) {
                    throw refused(Code.NOT_FOUND, "COUPON_NOT_FOUND");
                }
                return GetCouponResponse.newBuilder().setCoupon(found).build();
            });
        }
    }

    private final class Campaigns extends CampaignServiceGrpc.CampaignServiceImplBase {
        @Override
        public void grantCampaignCoupon(
                GrantCampaignCouponRequest call, StreamObserver<GrantCampaignCouponResponse> responses) {
            givingCalls.incrementAndGet();
            answer(responses, () -> {
                synchronized (ShopLoyalty.this) {
                    granted.putIfAbsent(call.getCustomer() + '|' + call.getRequestId(), call);
                }
                loseAnswer();
                return GrantCampaignCouponResponse.getDefaultInstance();
            });
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
