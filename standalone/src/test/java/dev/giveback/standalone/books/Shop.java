package dev.giveback.standalone.books;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.type.Money;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.ReturnClaimRequest;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc.CouponServiceBlockingStub;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shop of one program behind the gateway, which repeats each call with the same request id until it knows how it ended, and notes
 * what it was told.
 */
public final class Shop {
    private static final long DEADLINE_SECONDS = 10;
    private static final java.time.Duration PATIENCE = java.time.Duration.ofMinutes(2);
    private static final java.time.Duration SETTLED_WITHIN = java.time.Duration.ofSeconds(30);
    private static final List<CouponState> STATES = List.of(
            CouponState.COUPON_STATE_UNSPECIFIED,
            CouponState.COUPON_STATE_REDEEMED,
            CouponState.COUPON_STATE_EXPIRED,
            CouponState.COUPON_STATE_REVOKED);

    private final Supplier<ManagedChannel> gateway;
    private final String program;
    private final Seen seen = new Seen();
    private final Map<String, Long> limits = new TreeMap<>();
    private final Map<String, AtomicLong> refusals = new ConcurrentHashMap<>();

    private Shop(Supplier<ManagedChannel> gateway, String program) {
        this.gateway = gateway;
        this.program = program;
    }

    /**
     * Opens one: a point a pound, and a penny a point.
     *
     * @param gateway the channel to use, asked for at every call
     */
    public static Shop open(Supplier<ManagedChannel> gateway, String program) {
        Shop shop = new Shop(gateway, program);
        var unused = ProgramServiceGrpc.newBlockingStub(gateway.get())
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName("programs/" + program)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pounds(1))))
                                .setRedemption(RedemptionPolicy.newBuilder()
                                        .setPoints(100)
                                        .setValue(pounds(1))))
                        .build());
        return shop;
    }

    /** The id of its program. */
    public String program() {
        return program;
    }

    /** What its clients were told. */
    public Seen seen() {
        return seen;
    }

    /** The total limits of its campaigns. */
    public Map<String, Long> limits() {
        return limits;
    }

    /** How often each reason was the last word. */
    public long refusals(String reason) {
        AtomicLong count = refusals.get(reason);
        return count == null ? 0 : count.get();
    }

    /** How often each reason was the last word. */
    public Map<String, AtomicLong> refusals() {
        return refusals;
    }

    /** The resource name of a customer. */
    public String customer(String id) {
        return "programs/" + program + "/customers/" + id;
    }

    /** The resource name of a campaign. */
    public String campaign(String id) {
        return "programs/" + program + "/campaigns/" + id;
    }

    /** Five pounds off. */
    public static CouponTerms.Builder fivePounds() {
        return CouponTerms.newBuilder()
                .setTitle("5 pounds off")
                .setAmountOff(AmountOff.newBuilder().setAmount(pounds(5)));
    }

    /** Creates a campaign. */
    public void create(String id, Campaign.Builder campaign) {
        long total = campaign.getLimits().getTotal();
        if (total > 0) {
            limits.put(id, total);
        }
        var unused = CampaignServiceGrpc.newBlockingStub(gateway.get())
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create-" + id)
                        .setCampaign(campaign.setName(campaign(id)))
                        .build());
    }

    /** What a campaign has come to. */
    public CampaignReport report(String id) {
        return CampaignServiceGrpc.newBlockingStub(gateway.get())
                .getCampaignReport(GetCampaignReportRequest.newBuilder()
                        .setName(campaign(id))
                        .build())
                .getReport();
    }

    /** Codes, for one call. */
    public CodeServiceBlockingStub codes() {
        return CodeServiceGrpc.newBlockingStub(gateway.get()).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Checkouts, for one call. */
    public CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(gateway.get()).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Points, for one call. */
    public PointsServiceBlockingStub points() {
        return PointsServiceGrpc.newBlockingStub(gateway.get()).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private CouponServiceBlockingStub coupons() {
        return CouponServiceGrpc.newBlockingStub(gateway.get()).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Claims a code; the coupon's id, or null if it was refused. */
    public @Nullable String claim(String customer, String requestId, String code, boolean forCheckout) {
        ClaimCodeRequest request = ClaimCodeRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId(requestId)
                .setCode(code)
                .setForCheckout(forCheckout)
                .build();
        var answer = untilKnown(() -> codes().claimCode(request));
        if (answer == null) {
            return null;
        }
        seen.given(customer, answer.getCoupon().getCouponId());
        return answer.getCoupon().getCouponId();
    }

    /** Buys a reward with points; the coupon's id, or null if it was refused. */
    public @Nullable String buyReward(String customer, String requestId, String campaign) {
        BuyRewardRequest request = BuyRewardRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId(requestId)
                .setCampaign(campaign(campaign))
                .build();
        var answer = untilKnown(() -> codes().buyReward(request));
        if (answer == null) {
            return null;
        }
        seen.given(customer, answer.getCoupon().getCouponId());
        return answer.getCoupon().getCouponId();
    }

    /** Gives a claim back; whether it went back. */
    public boolean giveBack(String customer, String campaign, String couponId) {
        ReturnClaimRequest request = ReturnClaimRequest.newBuilder()
                .setName(campaign(campaign) + "/claims/" + couponId)
                .setCustomer(customer(customer))
                .build();
        boolean went = untilKnown(() -> codes().returnClaim(request)) != null;
        if (went) {
            seen.takenBack(customer, couponId);
        }
        return went;
    }

    /** Takes a coupon from the customer; whether it was taken. */
    public boolean revoke(String customer, String couponId) {
        RevokeCouponRequest request = RevokeCouponRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId("revoke-" + couponId)
                .setCouponId(couponId)
                .setReason("race")
                .build();
        boolean taken = untilKnown(() -> coupons().revokeCoupon(request)) != null;
        if (taken) {
            seen.takenBack(customer, couponId);
        }
        return taken;
    }

    /** An order of 20 pounds that shows a coupon; whether it was used. */
    public boolean buy(String customer, String orderId, String couponId) {
        return buy(customer, orderId, basket(2).addCouponIds(couponId));
    }

    /** An order of any basket; whether any coupon was used. */
    public boolean buy(String customer, String orderId, Basket.Builder basket) {
        CompleteCheckoutRequest request = CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId(orderId)
                .setOrderId(orderId)
                .setBasket(basket)
                .build();
        var answer = untilKnown(() -> checkouts().completeCheckout(request));
        return answer != null && noteUses(customer, answer.getOutcome().getOrder());
    }

    /** Notes the coupons that an order used; whether it used any. */
    public boolean noteUses(String customer, Order order) {
        order.getCouponsList().forEach(used -> seen.redeemed(customer, used.getCouponId(), order.getOrderId()));
        return order.getCouponsCount() > 0;
    }

    /** So many items of ten pounds on one line. */
    public static Basket.Builder basket(long quantity) {
        return Basket.newBuilder()
                .addLines(CheckoutLine.newBuilder()
                        .setProduct("P")
                        .setQuantity(quantity)
                        .setUnitPrice(pounds(10)));
    }

    /** Gives points by hand, once. */
    public void give(String customer, long points) {
        AdjustPointsRequest request = AdjustPointsRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId("give")
                .setPoints(points)
                .setReason("race")
                .build();
        var unused = untilKnown(() -> points().adjustPoints(request));
    }

    /** How a customer stands. */
    public Customer standing(String customer) {
        return CustomerServiceGrpc.newBlockingStub(gateway.get())
                .getCustomer(GetCustomerRequest.newBuilder()
                        .setName(customer(customer))
                        .build())
                .getCustomer();
    }

    /** All coupons of a customer, in whatever state. */
    public Map<String, Coupon> couponsOf(String customer) {
        Map<String, Coupon> all = new TreeMap<>();
        for (CouponState state : STATES) {
            var page = untilKnown(() -> coupons()
                    .listCoupons(ListCouponsRequest.newBuilder()
                            .setParent(customer(customer))
                            .setPageSize(1_000)
                            .setState(state)
                            .build()));
            if (page != null) {
                page.getCouponsList()
                        .forEach(coupon -> all.put(JournalFacts.key(customer, coupon.getCouponId()), coupon));
            }
        }
        return all;
    }

    /** Everything in which the journals, the lists of these customers, the reports and what clients saw do not agree. */
    public List<String> findings(Connection database, List<String> customers) throws SQLException {
        Map<String, Coupon> coupons = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            customers.forEach(id -> threads.execute(() -> coupons.putAll(couponsOf(id))));
        }
        JournalFacts facts = JournalFacts.read(database, program);
        Map<String, CampaignReport> reports = new TreeMap<>();
        facts.campaigns().keySet().forEach(id -> reports.put(id, report(id)));
        return CouponBooks.findings(facts, seen, new CouponBooks.Told(coupons, reports, limits));
    }

    /** The findings as soon as there are none, or those of after 30 seconds: campaigns follow the customers a second or so behind. */
    public List<String> lastingFindings(Connection database, List<String> customers) throws SQLException {
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        List<String> findings = findings(database, customers);
        while (!findings.isEmpty() && System.nanoTime() < end) {
            pause(300);
            findings = findings(database, customers);
        }
        return findings;
    }

    /** The answer, or null if it is refused; a call whose outcome is unknown is repeated. */
    public <T> @Nullable T untilKnown(Supplier<T> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException failed) {
                if (isAnswer(failed.getStatus().getCode())) {
                    refusals.computeIfAbsent(reason(failed), absent -> new AtomicLong())
                            .incrementAndGet();
                    return null;
                }
                if (System.nanoTime() > end) {
                    throw failed;
                }
                pause(20);
            }
        }
    }

    private static boolean isAnswer(Status.Code code) {
        return switch (code) {
            case FAILED_PRECONDITION, NOT_FOUND, ALREADY_EXISTS -> true;
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED -> false;
            default -> throw new AssertionError("status: " + code + " (expected: none that tells of a bug)");
        };
    }

    private static String reason(StatusRuntimeException failed) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failed);
        if (status != null) {
            for (Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return reason(detail);
                }
            }
        }
        return failed.getStatus().getCode().name();
    }

    private static String reason(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException garbled) {
            throw new AssertionError(garbled);
        }
    }

    /** Waits. */
    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** A duration. */
    public static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }

    /** Money. */
    public static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }
}
