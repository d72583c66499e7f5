package dev.giveback.standalone.endtoend;

import com.google.protobuf.Duration;
import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;

/** A shop with campaigns of ten percent, whose till calls the gateway. Every basket comes to 100 pounds. */
record CodeShop(Channel gateway) {
    static final Money FULL_PRICE = pounds(100);
    static final Money TEN_PERCENT_OFF = pounds(90);
    private static final String PROGRAM = "programs/shop";

    static CodeShop open(Channel gateway) {
        var unused = ProgramServiceGrpc.newBlockingStub(gateway)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-shop")
                        .setProgram(Program.newBuilder()
                                .setName(PROGRAM)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pounds(1)))))
                        .build());
        return new CodeShop(gateway);
    }

    static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    static String customer(String id) {
        return PROGRAM + "/customers/" + id;
    }

    static String campaign(String id) {
        return PROGRAM + "/campaigns/" + id;
    }

    CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(gateway);
    }

    CampaignServiceBlockingStub campaigns() {
        return CampaignServiceGrpc.newBlockingStub(gateway);
    }

    private CodeServiceBlockingStub codes() {
        return CodeServiceGrpc.newBlockingStub(gateway);
    }

    static Campaign.Builder publicCode(String id, String code) {
        return tenPercent(id).setPublicCode(PublicCode.newBuilder().setCode(code));
    }

    static Campaign.Builder uniqueCodes(String id, String pattern) {
        return tenPercent(id)
                .setUniqueCodes(UniqueCodes.newBuilder().setPattern(pattern).setCapacity(1_000));
    }

    private static Campaign.Builder tenPercent(String id) {
        return Campaign.newBuilder()
                .setName(campaign(id))
                .setTerms(CouponTerms.newBuilder()
                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000)));
    }

    static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }

    void create(Campaign.Builder campaign) {
        var unused = campaigns()
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create")
                        .setCampaign(campaign)
                        .build());
    }

    String code(String campaign, long number) {
        return codes().generateCodes(GenerateCodesRequest.newBuilder()
                        .setCampaign(campaign(campaign))
                        .setFirstNumber(number)
                        .setCount(1)
                        .build())
                .next()
                .getCodes(0);
    }

    CampaignReport report(String campaign) {
        return campaigns()
                .getCampaignReport(GetCampaignReportRequest.newBuilder()
                        .setName(campaign(campaign))
                        .build())
                .getReport();
    }

    static Basket.Builder basket(String... codes) {
        return Basket.newBuilder()
                .addLines(CheckoutLine.newBuilder()
                        .setProduct("mug")
                        .setQuantity(4)
                        .setUnitPrice(pounds(25)))
                .addAllCodes(List.of(codes));
    }

    static CompleteCheckoutRequest order(String customer, String order, String... codes) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId("complete-" + order)
                .setOrderId(order)
                .setBasket(basket(codes))
                .build();
    }

    CheckoutOutcome complete(String customer, String order, String... codes) {
        return checkouts().completeCheckout(order(customer, order, codes)).getOutcome();
    }

    CheckoutOutcome reserve(String customer, String order, String request, String... codes) {
        return checkouts()
                .reserveCheckout(ReserveCheckoutRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setRequestId(request)
                        .setOrderId(order)
                        .setBasket(basket(codes))
                        .build())
                .getOutcome();
    }

    CheckoutOutcome confirm(String customer, String order) {
        return checkouts()
                .confirmReservation(ConfirmReservationRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setRequestId("confirm-" + order)
                        .setOrderId(order)
                        .build())
                .getOutcome();
    }

    QuoteCheckoutResponse quote(String customer, String order, String... codes) {
        return checkouts()
                .quoteCheckout(QuoteCheckoutRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setOrderId(order)
                        .setBasket(basket(codes))
                        .build());
    }

    /** The customer's coupons of every state. */
    List<Coupon> coupons(String customer) {
        List<Coupon> coupons = new ArrayList<>();
        for (CouponState state : CouponState.values()) {
            if (state != CouponState.COUPON_STATE_UNSPECIFIED && state != CouponState.UNRECOGNIZED) {
                coupons.addAll(CouponServiceGrpc.newBlockingStub(gateway)
                        .listCoupons(ListCouponsRequest.newBuilder()
                                .setParent(customer(customer))
                                .setState(state)
                                .build())
                        .getCouponsList());
            }
        }
        return coupons;
    }
}
