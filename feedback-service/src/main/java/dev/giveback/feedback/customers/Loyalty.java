package dev.giveback.feedback.customers;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Standing;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Programs and customers as loyalty-service tells them now. Every call blocks, within the time that a call may take, so it belongs on a
 * thread that may. When there is no answer it fails with an {@link AwayException}.
 */
public final class Loyalty {
    /** The attribute of a profile that tells the customer's time zone, by its IANA name. */
    public static final String TIME_ZONE = "time_zone";

    private final Channel channel;
    private final Duration deadline;
    private final Programs programs;
    private final Standings standings;

    /**
     * Customers behind this channel.
     *
     * @param deadline of each call
     */
    public Loyalty(Channel loyalty, Duration deadline, InstantSource clock) {
        this.channel = loyalty;
        this.deadline = deadline;
        programs = new Programs(id -> timed(ProgramServiceGrpc.newBlockingStub(loyalty)), clock);
        standings = new Standings(this, clock);
    }

    private <S extends AbstractBlockingStub<S>> S timed(S stub) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A program; nothing if there is none. What it told is kept for a minute. */
    public Optional<ProgramFacts> program(String id) {
        return programs.find(id);
    }

    /** What a customer tells of themselves; nothing of one who is not known, erased or merged. */
    public Optional<Person> profile(CustomerId customer) {
        Optional<Profile> profile = found(() -> timed(CustomerServiceGrpc.newBlockingStub(channel))
                .getProfile(
                        GetProfileRequest.newBuilder().setName(customer.name()).build())
                .getProfile());
        return profile.map(told -> new Person(
                told.getDisplayName(),
                told.getGivenName(),
                told.getEmail(),
                told.getLanguageCode(),
                zone(told, customer.program()),
                told.getBirthDate()));
    }

    /** The customer's zone, or the program's. */
    private ZoneId zone(Profile profile, String program) {
        String name = profile.getAttributesOrDefault(TIME_ZONE, "");
        if (!name.isEmpty()) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException noZone) {
                return programZone(program);
            }
        }
        return programZone(program);
    }

    ZoneId programZone(String program) {
        return program(program).map(ProgramFacts::zone).orElse(ZoneOffset.UTC);
    }

    /** The account of a customer; nothing of one who is not known. One who was merged or erased says so. */
    public Optional<Customer> customer(CustomerId customer) {
        return found(() -> timed(CustomerServiceGrpc.newBlockingStub(channel))
                .getCustomer(
                        GetCustomerRequest.newBuilder().setName(customer.name()).build())
                .getCustomer());
    }

    /** Whether the customer has this order. */
    public boolean hasOrder(CustomerId customer, String orderId) {
        return found(() -> timed(CheckoutServiceGrpc.newBlockingStub(channel))
                        .getOrder(GetOrderRequest.newBuilder()
                                .setCustomer(customer.name())
                                .setOrderId(orderId)
                                .build())
                        .getOrder())
                .isPresent();
    }

    /** How a customer stands right now, for an occasion. */
    public Standing standing(KnownOccasion known) {
        return standings.of(known);
    }

    PointsServiceGrpc.PointsServiceBlockingStub points() {
        return timed(PointsServiceGrpc.newBlockingStub(channel));
    }

    CouponServiceGrpc.CouponServiceBlockingStub coupons() {
        return timed(CouponServiceGrpc.newBlockingStub(channel));
    }

    /** What is found; nothing when loyalty-service says that it is not there. */
    static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StatusRuntimeException failure) {
            if (Answers.of(failure).isPresent()) {
                return Optional.empty();
            }
            throw new AwayException("loyalty-service", failure);
        }
    }
}
