package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of coupons in customers' hands is counted by their campaign exactly once, with both real services, whatever is stopped. */
final class CampaignsAndCustomersTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SUMMER = "programs/shop/campaigns/summer";
    private static final String RETURNABLE = "programs/shop/campaigns/returnable";

    private final RealPair pair = new RealPair();
    private int claims;

    @BeforeEach
    void createProgramAndCampaigns() {
        var unused = timed(ProgramServiceGrpc.newBlockingStub(pair.loyalty()))
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName("programs/shop")
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pence(100))))
                                .setRefunds(RefundPolicy.newBuilder().setWindowDays(100)))
                        .build());
        create(SUMMER, "SUMMER", false);
        create(RETURNABLE, "RETURN", true);
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    private void create(String name, String code, boolean reusable) {
        var unused = timed(CampaignServiceGrpc.newBlockingStub(pair.coupon()))
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create-" + code)
                        .setCampaign(Campaign.newBuilder()
                                .setName(name)
                                .setTerms(CouponTerms.newBuilder()
                                        .setTitle("5 off")
                                        .setReusableAfterCancel(reusable)
                                        .setStackingClass(reusable ? "returnable" : "summer")
                                        .setAmountOff(AmountOff.newBuilder().setAmount(pence(500))))
                                .setWindow(CampaignWindow.newBuilder().setCouponDays(30))
                                .setLimits(CampaignLimits.newBuilder()
                                        .setTotal(8)
                                        .setPerCustomer(1)
                                        .setBudget(pence(4_000)))
                                .setPublicCode(PublicCode.newBuilder().setCode(code)))
                        .build());
    }

    private static <S extends AbstractStub<S>> S timed(S stub) {
        return stub.withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static Money pence(long pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos((int) (pence % 100) * 10_000_000)
                .build();
    }

    private static String customer(String name) {
        return "programs/shop/customers/" + name;
    }

    /** Claims and gives the coupon's id. */
    private String claim(String name, String code, boolean forCheckout) {
        ClaimCodeResponse claimed = timed(CodeServiceGrpc.newBlockingStub(pair.coupon()))
                .claimCode(ClaimCodeRequest.newBuilder()
                        .setCustomer(customer(name))
                        .setRequestId("claim-" + ++claims)
                        .setCode(code)
                        .setForCheckout(forCheckout)
                        .build());
        return claimed.getCoupon().getCouponId();
    }

    private static Basket basket(String coupon, long pence) {
        return Basket.newBuilder()
                .addLines(CheckoutLine.newBuilder()
                        .setProduct("MUG")
                        .setQuantity(2)
                        .setUnitPrice(pence(pence / 2)))
                .addCouponIds(coupon)
                .build();
    }

    /** An order of so much before the coupon. */
    private void buys(String name, String order, String coupon, long pence) {
        var made = timed(CheckoutServiceGrpc.newBlockingStub(pair.loyalty()))
                .completeCheckout(CompleteCheckoutRequest.newBuilder()
                        .setCustomer(customer(name))
                        .setRequestId("buy-" + order)
                        .setOrderId(order)
                        .setBasket(basket(coupon, pence))
                        .build());
        assertThat(made.getOutcome().getUnusedCouponsList()).isEmpty();
    }

    private void refunds(String name, String order) {
        var refunded = timed(CheckoutServiceGrpc.newBlockingStub(pair.loyalty()))
                .refundOrder(RefundOrderRequest.newBuilder()
                        .setCustomer(customer(name))
                        .setRequestId("refund-" + order)
                        .setOrderId(order)
                        .addLines(RefundLine.newBuilder().setLine(1).setQuantity(2))
                        .build());
        assertThat(refunded.getReturnedCouponIdsList()).hasSize(1);
    }

    private CampaignReport report(String campaign) {
        return timed(CampaignServiceGrpc.newBlockingStub(pair.coupon()))
                .getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setName(campaign).build())
                .getReport();
    }

    private static CampaignReport.Builder counts(
            long taken, long claimed, long returned, long expired, long held, long redeemed) {
        return CampaignReport.newBuilder()
                .setTaken(taken)
                .setClaimed(claimed)
                .setReturned(returned)
                .setExpired(expired)
                .setHeld(held)
                .setRedeemed(redeemed);
    }

    /** Waits for these counts; fails with the others after a while. */
    private void thenReport(String campaign, CampaignReport.Builder expected, long discount, long budgetLeft)
            throws InterruptedException {
        CampaignReport wanted = expected.setCampaign(campaign)
                .setDiscount(pence(discount))
                .setBudgetLeft(pence(budgetLeft))
                .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        CampaignReport report = counted(campaign);
        while (!report.equals(wanted) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            report = counted(campaign);
        }
        assertThat(report).isEqualTo(wanted);
    }

    private CampaignReport counted(String campaign) {
        return report(campaign).toBuilder()
                .clearDays()
                .clearRefused()
                .clearReadTime()
                .build();
    }

    @Test
    void whateverBecomesOfCouponsIsCountedOnceAlsoAcrossRestarts() throws Exception {
        String bought = claim("ann", "SUMMER", false);
        String reserved = claim("ben", "SUMMER", false);
        String revoked = claim("cat", "SUMMER", false);
        String expired = claim("dan", "SUMMER", false);
        String fallen = claim("eve", "SUMMER", true);
        String later = claim("fay", "SUMMER", false);
        String checkout = claim("gus", "SUMMER", true);
        thenReport(SUMMER, counts(7, 7, 0, 0, 7, 0), 0, 500);
        buys("ann", "a1", bought, 300);
        buys("gus", "g1", checkout, 2_000);
        thenReport(SUMMER, counts(7, 7, 0, 0, 5, 2), 800, 700);

        pair.stopCoupons();
        reserveAndConfirm("ben", "b1", reserved);
        revoke("cat", revoked);
        buys("fay", "f1", later, 1_000);
        pair.startCoupons();
        thenReport(SUMMER, counts(6, 7, 1, 0, 2, 4), 1_800, 1_200);

        pair.setForward(Duration.ofMinutes(20));
        thenReport(SUMMER, counts(5, 7, 2, 0, 1, 4), 1_800, 1_700);
        pair.stopCoupons();
        pair.setForward(Duration.ofDays(40));
        pair.startCoupons();
        thenReport(SUMMER, counts(4, 7, 3, 1, 0, 4), 1_800, 2_200);

        // Who used a coupon has none to come; the places of the others are free again.
        assertThatThrownBy(() -> claim("ann", "SUMMER", true)).isInstanceOf(StatusRuntimeException.class);
        for (String name : new String[] {"hal", "ivy", "jon", "kim"}) {
            assertThat(claim(name, "SUMMER", false)).isNotIn(expired, fallen);
        }
        thenReport(SUMMER, counts(8, 11, 3, 1, 4, 4), 1_800, 200);
        assertThatThrownBy(() -> claim("lea", "SUMMER", false)).isInstanceOf(StatusRuntimeException.class);
    }

    private void reserveAndConfirm(String name, String order, String coupon) {
        var checkouts = timed(CheckoutServiceGrpc.newBlockingStub(pair.loyalty()));
        var unused = checkouts.reserveCheckout(ReserveCheckoutRequest.newBuilder()
                .setCustomer(customer(name))
                .setRequestId("reserve-" + order)
                .setOrderId(order)
                .setBasket(basket(coupon, 1_000))
                .build());
        var confirmed = checkouts.confirmReservation(ConfirmReservationRequest.newBuilder()
                .setCustomer(customer(name))
                .setRequestId("confirm-" + order)
                .setOrderId(order)
                .build());
        assertThat(confirmed.getOutcome().getOrder().getDiscountTotal()).isEqualTo(pence(500));
    }

    private void revoke(String name, String coupon) {
        var unused = timed(CouponServiceGrpc.newBlockingStub(pair.loyalty()))
                .revokeCoupon(RevokeCouponRequest.newBuilder()
                        .setCustomer(customer(name))
                        .setRequestId("revoke-" + coupon)
                        .setCouponId(coupon)
                        .build());
    }

    @Test
    void aCouponGivenBackIsUsedAgainOrExpiresAndKeepsItsPlaceAndItsShare() throws Exception {
        String again = claim("ann", "RETURN", false);
        String never = claim("ben", "RETURN", false);
        buys("ann", "a1", again, 300);
        buys("ben", "b1", never, 1_000);
        thenReport(RETURNABLE, counts(2, 2, 0, 0, 0, 2), 800, 3_000);
        pair.stopCoupons();
        refunds("ann", "a1");
        refunds("ben", "b1");
        buys("ann", "a2", again, 1_000);
        pair.startCoupons();
        thenReport(RETURNABLE, counts(2, 2, 0, 0, 1, 1), 500, 3_000);

        pair.setForward(Duration.ofDays(60));
        // Expired after it was used once: it holds its place for ever, and is not counted among the expired.
        thenReport(RETURNABLE, counts(2, 2, 0, 0, 0, 1), 500, 3_000);
        assertThatThrownBy(() -> claim("ben", "RETURN", true)).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void theCouponsOfAMergedCustomerCountForTheOtherOne() throws Exception {
        enroll("ben");
        enroll("fay");
        String used = claim("ann", "SUMMER", true);
        String fallen = claim("eve", "SUMMER", true);
        merge("ann", "ben");
        merge("eve", "fay");
        // One coupon of the campaign is all that a customer may have, and this is the one.
        awaitClaim("ben", used);
        awaitClaim("fay", fallen);
        assertThat(claim("ben", "SUMMER", true)).isEqualTo(used);
        buys("ben", "b1", used, 1_000);
        thenReport(SUMMER, counts(2, 2, 0, 0, 1, 1), 500, 3_000);
        assertThatThrownBy(() -> claim("ben", "SUMMER", true)).isInstanceOf(StatusRuntimeException.class);

        // The other one falls back where it is by now.
        pair.setForward(Duration.ofMinutes(20));
        thenReport(SUMMER, counts(1, 2, 1, 0, 0, 1), 500, 3_500);
        assertThat(claim("fay", "SUMMER", false)).isNotEqualTo(fallen);
    }

    private void enroll(String name) {
        var unused = timed(CustomerServiceGrpc.newBlockingStub(pair.loyalty()))
                .enrollCustomer(EnrollCustomerRequest.newBuilder()
                        .setCustomer(customer(name))
                        .setRequestId("enroll-" + name)
                        .build());
    }

    private void merge(String source, String target) {
        var unused = timed(CustomerServiceGrpc.newBlockingStub(pair.loyalty()))
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(customer(source))
                        .setTarget(customer(target))
                        .setRequestId("merge-" + source)
                        .build());
    }

    /** Waits until the campaign knows that this customer has this coupon. */
    private void awaitClaim(String name, String coupon) throws InterruptedException {
        CheckCodeRequest check = CheckCodeRequest.newBuilder()
                .setCustomer(customer(name))
                .setCode("SUMMER")
                .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        String claim = "";
        while (!claim.endsWith("/claims/" + coupon)) {
            assertThat(System.nanoTime()).as("claim of %s: %s", name, claim).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
            claim = timed(CodeServiceGrpc.newBlockingStub(pair.coupon()))
                    .checkCode(check)
                    .getClaim();
        }
    }
}
