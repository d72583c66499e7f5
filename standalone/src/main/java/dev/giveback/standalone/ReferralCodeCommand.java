package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetReferralCodeRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback referral code}. */
@Command(
        name = "code",
        description = "Prints a customer's referral code, made at the first call and the same ever after.",
        footer = {"", "Example:", "  giveback referral code 13085"})
final class ReferralCodeCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Override
    public Integer call() {
        GetReferralCodeRequest request = GetReferralCodeRequest.newBuilder()
                .setCustomer(options.customer(customer))
                .build();
        return options.show(
                client -> client.await(client.referrals().getReferralCode(request)),
                answer -> List.of(answer.getCode(), "Referred by it, and bought: " + answer.getReferred()));
    }
}
