package dev.giveback.torture.guessing;

import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with a campaign of unique codes.
 *
 * @param program its resource name
 * @param codes that were issued
 */
record Shop(String program, List<String> codes) {
    /** With as few characters as the service admits for so many codes. */
    static final String PATTERN = "GIFT-####-#####";

    private static final int CAPACITY = 1_000;

    static Shop opened(Channel gateway, String id) {
        String program = "programs/" + id;
        var unusedProgram = ProgramServiceGrpc.newBlockingStub(gateway)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName(program)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(Money.newBuilder()
                                                        .setCurrencyCode("GBP")
                                                        .setUnits(1)))))
                        .build());
        String campaign = program + "/campaigns/gift";
        var unusedCampaign = CampaignServiceGrpc.newBlockingStub(gateway)
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create")
                        .setCampaign(Campaign.newBuilder()
                                .setName(campaign)
                                .setTerms(CouponTerms.newBuilder()
                                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000)))
                                .setUniqueCodes(UniqueCodes.newBuilder()
                                        .setPattern(PATTERN)
                                        .setCapacity(CAPACITY)))
                        .build());
        List<String> codes = new ArrayList<>();
        CodeServiceGrpc.newBlockingStub(gateway)
                .generateCodes(
                        GenerateCodesRequest.newBuilder().setCampaign(campaign).build())
                .forEachRemaining(some -> codes.addAll(some.getCodesList()));
        return new Shop(program, List.copyOf(codes));
    }

    String customer(String id) {
        return program + "/customers/" + id;
    }
}
