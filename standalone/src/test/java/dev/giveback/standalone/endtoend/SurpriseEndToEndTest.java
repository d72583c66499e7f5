package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.coupon.proof.DrawProof;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.coupon.v1.EndCampaignRequest;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.coupon.v1.VerifyDrawsRequest;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A surprise through the gateway, with both real services: after the checkout, once, and never before. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SurpriseEndToEndTest {
    private static final String LUCKY = "programs/shop/campaigns/lucky";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final WholePath path = WholePath.start();

    @BeforeAll
    void createProgramAndSurprise() {
        Program program = ProgramServiceGrpc.newBlockingStub(path.gateway())
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-shop")
                        .setProgram(Program.newBuilder()
                                .setName("programs/shop")
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pounds(1)))))
                        .build())
                .getProgram();
        assertThat(program.getVersion()).isEqualTo(1);
        Campaign campaign = campaigns()
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create-lucky")
                        .setCampaign(Campaign.newBuilder()
                                .setName(LUCKY)
                                .setTerms(CouponTerms.newBuilder()
                                        .setTitle("5 off")
                                        .setAmountOff(AmountOff.newBuilder().setAmount(pounds(5))))
                                .setLimits(CampaignLimits.newBuilder().setTotal(100))
                                .setSurprise(Surprise.newBuilder()
                                        .setCondition("order.total >= 2000")
                                        .setChanceBasisPoints(10_000)))
                        .build())
                .getCampaign();
        assertThat(campaign.getSurprise().getSeedCommitment()).hasSize(64);
    }

    @AfterAll
    void stop() {
        path.close();
    }

    private CampaignServiceBlockingStub campaigns() {
        return CampaignServiceGrpc.newBlockingStub(path.gateway());
    }

    private CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(path.gateway());
    }

    private static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    private static String customer(String name) {
        return "programs/shop/customers/" + name;
    }

    private static Basket basket(long pounds) {
        return Basket.newBuilder()
                .addLines(CheckoutLine.newBuilder()
                        .setProduct("MUG")
                        .setQuantity(1)
                        .setUnitPrice(pounds(pounds)))
                .build();
    }

    private static CompleteCheckoutRequest checkout(String customer, String order, long pounds) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId("buy-" + order)
                .setOrderId(order)
                .setBasket(basket(pounds))
                .build();
    }

    private List<Coupon> coupons(String customer) {
        return CouponServiceGrpc.newBlockingStub(path.gateway())
                .listCoupons(ListCouponsRequest.newBuilder()
                        .setParent(customer(customer))
                        .build())
                .getCouponsList();
    }

    private List<Draw> draws() {
        return campaigns()
                .listDraws(ListDrawsRequest.newBuilder()
                        .setParent(LUCKY)
                        .setOldestFirst(true)
                        .build())
                .getDrawsList();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void aCheckoutIsFollowedByItsSurpriseOnceAndAQuoteShowsNothing() throws Exception {
        CompleteCheckoutResponse first = checkouts().completeCheckout(checkout("ada", "o0", 19));
        QuoteCheckoutResponse quoted = checkouts()
                .quoteCheckout(QuoteCheckoutRequest.newBuilder()
                        .setCustomer(customer("ada"))
                        .setBasket(basket(20))
                        .build());
        CompleteCheckoutResponse bought = checkouts().completeCheckout(checkout("ada", "o1", 20));

        assertThat(first.getOutcome().getOrder().getTotal()).isEqualTo(pounds(19));
        assertThat(quoted.getOutcome().getOrder().getTotal()).isEqualTo(pounds(20));
        assertThat(quoted.getOutcome().getOrder().getCouponsList()).isEmpty();
        assertThat(quoted.getOutcome().getUnusedCouponsList()).isEmpty();
        assertThat(bought.getOutcome().getOrder().getTotal()).isEqualTo(pounds(20));
        until(() -> coupons("ada").size() == 1);
        Coupon surprise = coupons("ada").getFirst();
        assertThat(surprise.getCampaign()).isEqualTo(LUCKY);
        assertThat(surprise.getTerms().getTitle()).isEqualTo("5 off");

        assertThat(checkouts().completeCheckout(checkout("ada", "o1", 20))).isEqualTo(bought);
        CompleteCheckoutResponse other = checkouts().completeCheckout(checkout("ben", "o2", 30));
        assertThat(other.getOutcome().getOrder().getTotal()).isEqualTo(pounds(30));
        until(() -> coupons("ben").size() == 1);
        until(() -> draws().size() == 2);
        assertThat(coupons("ada")).hasSize(1);
        assertThat(draws()).extracting(Draw::getOrderId).containsExactly("o1", "o2");
        assertThat(draws()).extracting(Draw::getOutcome).containsOnly(DrawOutcome.DRAW_OUTCOME_WON);
        assertThat(draws().getFirst().getClaim()).isEqualTo(LUCKY + "/claims/" + surprise.getCouponId());
        proves();
    }

    private void proves() {
        var verified = campaigns()
                .verifyDraws(VerifyDrawsRequest.newBuilder().setName(LUCKY).build());
        assertThat(verified.getChecked()).isEqualTo(2);
        assertThat(verified.getWrong()).isZero();
        Campaign ended = campaigns()
                .endCampaign(EndCampaignRequest.newBuilder()
                        .setRequestId("end")
                        .setName(LUCKY)
                        .build())
                .getCampaign();
        DrawProof proof = new DrawProof(ended.getSurprise().getSeed());
        assertThat(proof.isOf(ended.getSurprise().getSeedCommitment())).isTrue();
        for (Draw draw : draws()) {
            String customer = draw.getCustomer().substring(customer("").length());
            assertThat(proof.roll(customer, draw.getOrderId())).isEqualTo(draw.getRoll());
        }
    }
}
