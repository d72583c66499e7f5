package dev.giveback.benchmark.load;

import com.google.type.Money;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.PointsPayment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Checkouts that use one coupon and pay a part with points, and the stock of coupons that they need: each is used once. All methods may
 * be called from many threads at once.
 */
public final class CouponRequests {
    /** Points that each checkout pays with. */
    public static final int POINTS = 100;

    /** Coupons that one customer may hold at once, by the contract. */
    private static final int MOST_COUPONS = 200;

    private static final int LARGEST_PAGE = 1000;
    private static final int LEAST_POUNDS = 5;
    private static final CheckoutLine DEAR_LINE = CheckoutLine.newBuilder()
            .setProduct("P1")
            .setCategory("opening-order")
            .setQuantity(1000)
            .setUnitPrice(pounds(50))
            .build();
    private static final CouponTerms TERMS = CouponTerms.newBuilder()
            .setTitle("10 percent off")
            .setPercentOff(PercentOff.newBuilder().setBasisPoints(1000))
            .setMinimumOrder(pounds(LEAST_POUNDS))
            .build();

    private final String program;
    private final int customers;
    private final int linesPerCheckout;
    private final Ids ids = new Ids();
    private final Queue<Held> stock = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inStock = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();

    private record Held(String customer, String couponId) {}

    /**
     * Starts a run with customers of its own.
     *
     * @param program resource name
     * @param linesPerCheckout 1 to 1,000
     */
    public CouponRequests(String program, int customers, int linesPerCheckout) {
        this.program = program;
        this.customers = customers;
        this.linesPerCheckout = linesPerCheckout;
    }

    /** An order for each customer in turn, so dear that its points last for the whole run. */
    public Workload<CompleteCheckoutRequest, CompleteCheckoutResponse> openings() {
        return new Workload<>(
                CheckoutServiceGrpc.getCompleteCheckoutMethod(),
                () -> order(nameOf(opened.getAndIncrement() % customers + 1))
                        .setBasket(Basket.newBuilder().addLines(DEAR_LINE))
                        .build());
    }

    /** Coupons for customers in turn, into the stock; whoever asks must see to it that every one is granted. */
    public Workload<GrantCouponRequest, GrantCouponResponse> grants() {
        return new Workload<>(CouponServiceGrpc.getGrantCouponMethod(), this::grant);
    }

    private GrantCouponRequest grant() {
        // In turn, so that no customer has many more than another.
        Held held = new Held(nameOf((int) (asked.getAndIncrement() % customers) + 1), ids.next());
        stock.add(held);
        inStock.incrementAndGet();
        return GrantCouponRequest.newBuilder()
                .setCustomer(held.customer)
                .setRequestId(held.couponId)
                .setCouponId(held.couponId)
                .setTerms(TERMS)
                .build();
    }

    /** Checkouts with the oldest coupon of the stock each; an answer that used no coupon, or other points, is not right. */
    public Workload<CompleteCheckoutRequest, CompleteCheckoutResponse> checkouts() {
        return new Workload<>(
                CheckoutServiceGrpc.getCompleteCheckoutMethod(), this::checkout, CouponRequests::isDiscounted);
    }

    /**
     * Reads of the coupons that each customer in turn has used; an answer that goes on on another page is not right.
     *
     * @param used to which the coupons of each answer are added
     */
    public Workload<ListCouponsRequest, ListCouponsResponse> usedCoupons(LongAdder used) {
        AtomicInteger customer = new AtomicInteger();
        return new Workload<>(
                CouponServiceGrpc.getListCouponsMethod(),
                () -> ListCouponsRequest.newBuilder()
                        .setParent(nameOf(customer.getAndIncrement() % customers + 1))
                        .setPageSize(LARGEST_PAGE)
                        .setState(CouponState.COUPON_STATE_REDEEMED)
                        .build(),
                response -> {
                    used.add(response.getCouponsCount());
                    return response.getNextPageToken().isEmpty();
                });
    }

    private CompleteCheckoutRequest checkout() {
        Held held = stock.poll();
        inStock.decrementAndGet();
        // Without a stock it goes on with a coupon that nobody has, and inStock tells.
        CompleteCheckoutRequest.Builder request = order(held == null ? nameOf(1) : held.customer);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Basket.Builder basket = request.getBasketBuilder();
        for (int line = 0; line < linesPerCheckout; line++) {
            basket.addLines(line(random));
        }
        basket.setShipping(pence(499))
                .addCouponIds(held == null ? "none" : held.couponId)
                .setPoints(PointsPayment.newBuilder().setPoints(POINTS));
        return request.build();
    }

    private static boolean isDiscounted(CompleteCheckoutResponse response) {
        Order order = response.getOutcome().getOrder();
        return order.getCouponsCount() == 1 && order.getPointsRedeemed() == POINTS;
    }

    /** Coupons in stock; negative by those that were missing. */
    public int inStock() {
        return inStock.get();
    }

    /** Forgets those that were missing. */
    public void restart() {
        inStock.set(stock.size());
    }

    /** The most coupons that may be in stock, well below what customers may hold together. */
    public long mostInStock() {
        return (long) customers * MOST_COUPONS * 3 / 4;
    }

    private String nameOf(int customer) {
        return program + "/customers/k" + customer;
    }

    private CompleteCheckoutRequest.Builder order(String customer) {
        String id = ids.next();
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(id)
                .setOrderId(id);
    }

    private static CheckoutLine line(ThreadLocalRandom random) {
        return CheckoutLine.newBuilder()
                .setProduct("P" + random.nextInt(10_000, 14_000))
                .setCategory("category-" + random.nextInt(20))
                .setQuantity(random.nextInt(1, 6))
                .setUnitPrice(pence(random.nextInt(LEAST_POUNDS * 100, 5_000)))
                .build();
    }

    private static Money pounds(int pounds) {
        return pence(pounds * 100);
    }

    private static Money pence(int pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos(pence % 100 * 10_000_000)
                .build();
    }
}
