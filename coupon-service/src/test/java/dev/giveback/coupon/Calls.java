package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Requests in short, in a program of the test's own, and what refusals say. */
final class Calls {
    private final String program;

    Calls(String program) {
        this.program = program;
    }

    /** The resource name of a campaign. */
    String name(String campaign) {
        return "programs/" + program + "/campaigns/" + campaign;
    }

    String summer() {
        return name("summer");
    }

    static Campaign.Builder campaign(String name) {
        return Campaign.newBuilder()
                .setName(name)
                .setDisplayName("Summer sale")
                .setTerms(CouponTerms.newBuilder()
                        .setTitle("5 off")
                        .setAmountOff(AmountOff.newBuilder().setAmount(pounds(5))));
    }

    static Campaign.Builder publicCode(String name, String code, CampaignLimits.Builder limits) {
        return campaign(name)
                .setPublicCode(PublicCode.newBuilder().setCode(code))
                .setLimits(limits);
    }

    static Campaign.Builder uniqueCodes(String name, String pattern, long capacity) {
        return campaign(name)
                .setUniqueCodes(UniqueCodes.newBuilder().setPattern(pattern).setCapacity(capacity));
    }

    static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    static CreateCampaignRequest create(Campaign.Builder campaign) {
        return CreateCampaignRequest.newBuilder()
                .setRequestId("create-" + campaign.getName())
                .setCampaign(campaign)
                .build();
    }

    String customer(String id) {
        return "programs/" + program + "/customers/" + id;
    }

    ClaimCodeRequest claim(String customer, String request, String code) {
        return ClaimCodeRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId(request)
                .setCode(code)
                .build();
    }

    ClaimCodeRequest claimForCheckout(String customer, String request, String code) {
        return claim(customer, request, code).toBuilder().setForCheckout(true).build();
    }

    static CampaignReport report(RunningCoupons coupons, String campaign) {
        return coupons.campaigns()
                .getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setName(campaign).build())
                .getReport();
    }

    /** The report as soon as it is as expected; fails with what it was instead after 20 seconds. */
    static CampaignReport reportWhen(RunningCoupons coupons, String campaign, Predicate<CampaignReport> expected)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        CampaignReport report = report(coupons, campaign);
        while (!expected.test(report) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            report = report(coupons, campaign);
        }
        assertThat(report).matches(expected);
        return report;
    }

    /** Returns as soon as it holds; fails after 20 seconds. */
    static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** The reason of the refusal that this call ends in. */
    static String refusal(Callable<?> call) throws Exception {
        try {
            Object answer = call.call();
            throw new AssertionError("answer: " + answer + " (expected: a refusal)");
        } catch (StatusRuntimeException e) {
            return reason(e);
        }
    }

    static String reason(Throwable failure) throws Exception {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return String.valueOf(failure.getMessage());
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        return status.getMessage();
    }
}
