package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.capture;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.earn;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.hold;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.release;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CancelReservationRequest;
import dev.giveback.loyalty.v1.CompareCustomerRequest;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.EventEntry;
import dev.giveback.loyalty.v1.GetCustomerAtRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.HindsightMoment;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.LotPolicy;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.ProgramAt;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.loyalty.v1.TierMetric;
import dev.giveback.loyalty.v1.TierPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A shop whose points expire after 60 days, with two tiers, and the questions that are asked about its past. */
final class HistoryShop {
    private final RunningLoyalty loyalty;
    private final String program;

    /** Creates the program. */
    HistoryShop(RunningLoyalty loyalty, String program) {
        this.loyalty = loyalty;
        this.program = program;
        var request = Requests.program(program).toBuilder();
        request.getProgramBuilder()
                .setRedemption(RedemptionPolicy.newBuilder().setPoints(1).setValue(pence(1)))
                .setLots(LotPolicy.newBuilder().setExpiryDays(60))
                .setTiers(TierPolicy.newBuilder()
                        .setMetric(TierMetric.TIER_METRIC_POINTS)
                        .setWindowDays(365)
                        .setPeriodDays(90)
                        .addTiers(tier("bronze", 20))
                        .addTiers(tier("silver", 200)));
        var unused = loyalty.programs().createProgram(request.build());
    }

    private static Tier tier(String id, long threshold) {
        return Tier.newBuilder()
                .setTierId(id)
                .setDisplayName(id)
                .setThreshold(threshold)
                .build();
    }

    String customer(String id) {
        return "programs/" + program + "/customers/" + id;
    }

    /** Tells a story with a bit of everything, and gives what the customer was after each of its steps, read right then. */
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    List<Customer> story(String id) {
        String name = customer(id);
        List<Customer> after = new ArrayList<>();
        List<Runnable> steps = List.of(
                () -> loyalty.points().adjustPoints(adjust(name, "welcome", 100)),
                () -> loyalty.customers().enrollCustomer(enrol(name, "enrol")),
                () -> loyalty.checkouts().completeCheckout(checkout(name, "o-1", line("MUG", 2, 1_500))),
                () -> loyalty.points().earnPoints(earn(name, "review-1", "review")),
                () -> loyalty.coupons().grantCoupon(grant(name, "ten")),
                () -> loyalty.coupons().grantCoupon(grant(name, "gone")),
                () -> loyalty.coupons()
                        .revokeCoupon(RevokeCouponRequest.newBuilder()
                                .setCustomer(name)
                                .setRequestId("revoke")
                                .setCouponId("gone")
                                .setReason("a mistake")
                                .build()),
                () -> loyalty.points().holdPoints(hold(name, "h-1", 30)),
                () -> loyalty.points().captureHold(capture(name, "capture", "h-1", 10)),
                () -> loyalty.points().holdPoints(hold(name, "h-2", 5)),
                () -> loyalty.points().releaseHold(release(name, "release", "h-2")),
                () -> loyalty.points().redeemPoints(redeem(name, "mug", 7)),
                () -> loyalty.checkouts().reserveCheckout(reserve(name, "r-1", "ten", 20)),
                () -> loyalty.checkouts()
                        .cancelReservation(CancelReservationRequest.newBuilder()
                                .setCustomer(name)
                                .setRequestId("cancel")
                                .setOrderId("r-1")
                                .build()),
                () -> loyalty.checkouts().completeCheckout(priced(name, "o-2", "ten", 15)),
                () -> loyalty.checkouts().refundOrder(refund(name, "refund-1", "o-1", 1, 1)),
                () -> loyalty.checkouts().reserveCheckout(reserve(name, "r-2", "none", 10)),
                () -> loyalty.points().holdPoints(hold(name, "h-3", 12)));
        for (Runnable step : steps) {
            step.run();
            after.add(now(name));
            loyalty.setForward(Duration.ofSeconds(7));
        }
        return after;
    }

    static GrantCouponRequest grant(String customer, String coupon) {
        return GrantCouponRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("grant-" + coupon)
                .setCouponId(coupon)
                .setTerms(CouponTerms.newBuilder()
                        .setTitle("Ten percent")
                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000))
                        .setReusableAfterCancel(true))
                .build();
    }

    private static Basket basket(String coupon, long points) {
        Basket.Builder basket =
                Basket.newBuilder().addLines(line("MUG", 4, 250)).addCouponIds(coupon);
        basket.getPointsBuilder().setPoints(points);
        return basket.build();
    }

    static ReserveCheckoutRequest reserve(String customer, String order, String coupon, long points) {
        return ReserveCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("reserve-" + order)
                .setOrderId(order)
                .setBasket(basket(coupon, points))
                .build();
    }

    static CompleteCheckoutRequest priced(String customer, String order, String coupon, long points) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("checkout-" + order)
                .setOrderId(order)
                .setBasket(basket(coupon, points))
                .build();
    }

    Customer now(String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    CustomerAt at(String name, Moment moment) {
        return loyalty.journal()
                .getCustomerAt(GetCustomerAtRequest.newBuilder()
                        .setCustomer(name)
                        .setMoment(moment)
                        .build())
                .getCustomer();
    }

    CompareCustomerResponse compare(String name, Moment first, Moment second) {
        return loyalty.journal()
                .compareCustomer(CompareCustomerRequest.newBuilder()
                        .setCustomer(name)
                        .setFirst(first)
                        .setSecond(second)
                        .build());
    }

    List<EventEntry> events(String name) {
        return loyalty.journal()
                .listEvents(ListEventsRequest.newBuilder()
                        .setCustomer(name)
                        .setOldestFirst(true)
                        .setPageSize(1_000)
                        .build())
                .getEventsList();
    }

    ProgramAt program(Moment moment) {
        ReadProgramAtRequest request = ReadProgramAtRequest.newBuilder()
                .setName("programs/" + program)
                .setMoment(moment)
                .build();
        Iterator<ReadProgramAtResponse> answers = loyalty.journal().readProgramAt(request);
        ProgramAt found = null;
        while (answers.hasNext()) {
            ReadProgramAtResponse answer = answers.next();
            found = answer.hasProgram() ? answer.getProgram() : found;
        }
        if (found == null) {
            throw new AssertionError("no program in the stream");
        }
        return found;
    }

    static Moment event(long sequenceNumber) {
        return Moment.newBuilder().setSequenceNumber(sequenceNumber).build();
    }

    static Moment time(Instant time) {
        return Moment.newBuilder().setTime(timestamp(time)).build();
    }

    static Moment known(Instant about, Instant known) {
        return Moment.newBuilder()
                .setHindsight(HindsightMoment.newBuilder()
                        .setEffectiveTime(timestamp(about))
                        .setKnownTime(timestamp(known)))
                .build();
    }

    static Moment knownNow(Instant about) {
        return Moment.newBuilder()
                .setHindsight(HindsightMoment.newBuilder().setEffectiveTime(timestamp(about)))
                .build();
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
