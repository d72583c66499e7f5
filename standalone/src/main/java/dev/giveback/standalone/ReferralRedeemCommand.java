package dev.giveback.standalone;

import dev.giveback.feedback.v1.RedeemReferralCodeRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback referral redeem}. */
@Command(
        name = "redeem",
        description =
                "Notes by whose code a new customer comes. Both get something with the new customer's first purchase.",
        footer = {"", "Example:", "  giveback referral redeem 13086 ABCDE12345"})
final class ReferralRedeemCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The new customer.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "The code as typed.")
    private String code = "";

    @Override
    public Integer call() {
        RedeemReferralCodeRequest request = RedeemReferralCodeRequest.newBuilder()
                .setCustomer(options.customer(customer))
                .setCode(code)
                .build();
        return options.show(
                client -> client.await(client.referrals().redeemReferralCode(request)),
                answer -> List.of("With the first purchase: " + OutreachText.reward(answer.getReward())));
    }
}
