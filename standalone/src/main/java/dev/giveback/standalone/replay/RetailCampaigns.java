package dev.giveback.standalone.replay;

import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.Gift;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.List;
import java.util.Set;

/** The campaigns that a replay runs: a code, a reward and a surprise. */
final class RetailCampaigns {
    /** A tenth off, for the first 500. */
    static final String THANKS = "thanks";
    /** Ten pounds off, for points. */
    static final String REWARD = "ten-pounds";
    /** A mug, by chance. */
    static final String SURPRISE = "mug";

    static final List<String> ALL = List.of(THANKS, REWARD, SURPRISE);
    static final String CODE = "THANKS10";
    static final long REWARD_POINTS = 1_000;

    private static final int CODE_LIMIT = 500;
    private static final int TENTH = 1_000;
    private static final int REWARD_POUNDS = 10;
    private static final int SURPRISE_LIMIT = 250;
    private static final int TWO_PERCENT = 200;
    private static final Set<String> THERE_ALREADY = Set.of("CAMPAIGN_EXISTS", "REQUEST_ID_REUSED");

    private RetailCampaigns() {}

    static String name(String program, String campaign) {
        return "programs/" + program + "/campaigns/" + campaign;
    }

    /**
     * Creates the campaigns; those that are there must be these.
     *
     * @throws Problem if one is there with other terms, by which the figures could not agree
     */
    static void ensure(GatewayClient client, String program) {
        for (Campaign wanted : List.of(thanks(program), reward(program), surprise(program))) {
            try {
                client.await(client.campaigns()
                        .createCampaign(CreateCampaignRequest.newBuilder()
                                .setCampaign(wanted)
                                .setRequestId(RequestIds.createCampaign(program, id(wanted)))
                                .build()));
            } catch (Refused refused) {
                if (!THERE_ALREADY.contains(refused.reason())) {
                    throw Problem.failed(
                            "the campaign " + wanted.getName() + " could not be created: " + refused.getMessage(),
                            refused);
                }
            }
            expectTerms(client, wanted);
        }
    }

    private static void expectTerms(GatewayClient client, Campaign wanted) {
        Campaign there = client.await(client.campaigns()
                        .getCampaign(GetCampaignRequest.newBuilder()
                                .setName(wanted.getName())
                                .build()))
                .getCampaign();
        if (there.getVersion() > 1) {
            throw Problem.failed("the " + wanted.getName()
                    + " of this Giveback was changed, so the figures cannot agree:" + " choose another --program");
        }
    }

    /**
     * Ends quietly if a program has none of the campaigns.
     *
     * @throws Problem if it has, because its sales were then sent with codes, and would be refused without
     */
    static void expectNone(GatewayClient client, String program) {
        boolean hasAny = client
                .await(client.campaigns()
                        .listCampaigns(ListCampaignsRequest.newBuilder()
                                .setParent("programs/" + program)
                                .build()))
                .getCampaignsList()
                .stream()
                .anyMatch(campaign -> ALL.contains(id(campaign)));
        if (hasAny) {
            throw Problem.failed("the program " + program + " was replayed with campaigns before:"
                    + " leave out --no-campaigns, or choose another --program");
        }
    }

    private static String id(Campaign campaign) {
        return campaign.getName().substring(campaign.getName().lastIndexOf('/') + 1);
    }

    static Campaign thanks(String program) {
        return Campaign.newBuilder()
                .setName(name(program, THANKS))
                .setDisplayName("A tenth off with the code " + CODE)
                .setTerms(CouponTerms.newBuilder()
                        .setTitle("10 % off")
                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(TENTH))
                        .setStackingClass("code")
                        .setPriority(2))
                .setLimits(CampaignLimits.newBuilder().setTotal(CODE_LIMIT))
                .setPublicCode(PublicCode.newBuilder().setCode(CODE))
                .build();
    }

    static Campaign reward(String program) {
        return Campaign.newBuilder()
                .setName(name(program, REWARD))
                .setDisplayName("Ten pounds off for 1,000 points")
                .setTerms(CouponTerms.newBuilder()
                        .setTitle("10 pounds off")
                        .setAmountOff(AmountOff.newBuilder()
                                .setAmount(Money.newBuilder()
                                        .setCurrencyCode(RetailProgram.CURRENCY)
                                        .setUnits(REWARD_POUNDS)))
                        .setStackingClass("reward")
                        .setPriority(1))
                .setReward(Reward.newBuilder().setPointsPrice(REWARD_POINTS))
                .build();
    }

    static Campaign surprise(String program) {
        return Campaign.newBuilder()
                .setName(name(program, SURPRISE))
                .setDisplayName("A mug for one order in fifty")
                .setTerms(CouponTerms.newBuilder()
                        .setTitle("A mug")
                        .setGift(Gift.newBuilder().setProduct("mug").setQuantity(1))
                        .setStackingClass("surprise"))
                .setLimits(CampaignLimits.newBuilder().setTotal(SURPRISE_LIMIT))
                .setSurprise(Surprise.newBuilder().setChanceBasisPoints(TWO_PERCENT))
                .setControlBasisPoints(TENTH)
                .build();
    }
}
