package dev.giveback.benchmark;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.PercentOff;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Campaigns of one run: their ids and codes are its own, so that a server can be measured again. */
record Campaigns(Channel channel, String program, String run) {
    /** Codes of the campaign that has a code for each coupon. */
    static final int CAPACITY = 10_000_000;

    /** So many that none is ever refused, and yet each is counted. */
    private static final long MANY = 1_000_000_000;

    private static final int DEADLINE_SECONDS = 30;

    static Campaigns ofNewRun(Channel channel, String program) {
        return new Campaigns(
                channel, program, UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }

    /** The code of the hot campaign. */
    String code() {
        return "HOT" + run.toUpperCase(Locale.ROOT);
    }

    /** Creates a campaign of one code for everybody with a limit in total, and gives its name. */
    String createHot() {
        return create(
                "hot-",
                Campaign.newBuilder()
                        .setLimits(CampaignLimits.newBuilder().setTotal(MANY))
                        .setPublicCode(PublicCode.newBuilder().setCode(code())));
    }

    /** Creates a campaign with a code for each of ten million coupons, and gives its name. */
    String createWithCodes() {
        return create(
                "codes-",
                Campaign.newBuilder()
                        .setUniqueCodes(UniqueCodes.newBuilder()
                                .setPattern("B" + run.toUpperCase(Locale.ROOT) + "-####-####-####")
                                .setCapacity(CAPACITY)));
    }

    private String create(String prefix, Campaign.Builder campaign) {
        String name = program + "/campaigns/" + prefix + run;
        return stub().createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setCampaign(campaign.setName(name)
                                .setDisplayName("Benchmark")
                                .setTerms(CouponTerms.newBuilder()
                                        .setTitle("10 percent off")
                                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1000))))
                        .build())
                .getCampaign()
                .getName();
    }

    /** A figure of a campaign's report; empty when it cannot be asked. */
    OptionalLong report(String campaign, ToLongFunction<CampaignReport> which) {
        try {
            return OptionalLong.of(which.applyAsLong(stub().getCampaignReport(GetCampaignReportRequest.newBuilder()
                            .setName(campaign)
                            .build())
                    .getReport()));
        } catch (StatusRuntimeException problem) {
            return OptionalLong.empty();
        }
    }

    private CampaignServiceBlockingStub stub() {
        return CampaignServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
