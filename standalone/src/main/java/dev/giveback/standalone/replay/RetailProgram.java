package dev.giveback.standalone.replay;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.LotPolicy;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.loyalty.v1.RefundShortfall;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.loyalty.v1.TierMetric;
import dev.giveback.loyalty.v1.TierPolicy;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.time.ZoneId;
import java.util.Set;

/** The program that a replay runs in: one point per whole pound of an invoice, for ever, and three tiers. */
final class RetailProgram {
    static final String CURRENCY = "GBP";
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final Set<String> THERE_ALREADY = Set.of("PROGRAM_EXISTS", "REQUEST_ID_REUSED");

    private RetailProgram() {}

    /**
     * Creates the program; if it is there, checks that its rules are these.
     *
     * @throws Problem if it is there with other rules, by which the figures could not agree
     */
    static void ensure(GatewayClient client, String id) {
        Program wanted = program(id);
        CreateProgramRequest request = CreateProgramRequest.newBuilder()
                .setProgram(wanted)
                .setRequestId(RequestIds.createProgram(id))
                .build();
        try {
            client.await(client.programs().createProgram(request));
        } catch (Refused refused) {
            if (!THERE_ALREADY.contains(refused.reason())) {
                throw Problem.failed("the program " + id + " could not be created: " + refused.getMessage(), refused);
            }
        }
        expectRules(client, wanted);
    }

    private static void expectRules(GatewayClient client, Program wanted) {
        GetProgramRequest request =
                GetProgramRequest.newBuilder().setName(wanted.getName()).build();
        Program there = client.await(client.programs().getProgram(request)).getProgram();
        if (!there.getEarning().equals(wanted.getEarning())
                || !there.getCurrencyCode().equals(wanted.getCurrencyCode())
                || !there.getLots().equals(wanted.getLots())
                || !there.getRefunds().equals(wanted.getRefunds())) {
            throw Problem.failed("the " + wanted.getName() + " of this Giveback has other rules than the replay's:"
                    + " choose another --program");
        }
    }

    static Program program(String id) {
        return Program.newBuilder()
                .setName("programs/" + id)
                .setDisplayName("Online Retail II")
                .setCurrencyCode(CURRENCY)
                .setTimeZone(ZONE.getId())
                .setEarning(EarningPolicy.newBuilder()
                        .setRate(EarningRate.newBuilder()
                                .setPoints(1)
                                .setPer(Money.newBuilder()
                                        .setCurrencyCode(CURRENCY)
                                        .setUnits(1))))
                .setTiers(TierPolicy.newBuilder()
                        .setMetric(TierMetric.TIER_METRIC_POINTS)
                        .addTiers(tier("bronze", "Bronze", 500))
                        .addTiers(tier("silver", "Silver", 2_000))
                        .addTiers(tier("gold", "Gold", 10_000)))
                .setLots(LotPolicy.getDefaultInstance())
                .setRefunds(RefundPolicy.newBuilder().setShortfall(RefundShortfall.REFUND_SHORTFALL_CLAMP))
                .setBackdatingDays(36_500)
                .build();
    }

    private static Tier tier(String id, String displayName, long threshold) {
        return Tier.newBuilder()
                .setTierId(id)
                .setDisplayName(displayName)
                .setThreshold(threshold)
                .build();
    }
}
