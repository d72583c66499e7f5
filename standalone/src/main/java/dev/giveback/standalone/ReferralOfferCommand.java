package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetReferralOfferRequest;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.UpdateReferralOfferRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback referral offer}. */
@Command(
        name = "offer",
        description = "Shows what both get, or sets it from a file: the JSON of giveback.feedback.v1.ReferralOffer.",
        footer = {
            "",
            "Examples:",
            "  giveback referral offer",
            "  giveback referral offer examples/outreach/referral-offer.json"
        })
final class ReferralOfferCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file; without it the offer is shown.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        return options.show(file == null ? this::read : this::set, ReferralOfferCommand::lines);
    }

    private String name() {
        return options.parent() + "/referralOffer";
    }

    private ReferralOffer read(GatewayClient client) {
        return client.await(client.referrals()
                        .getReferralOffer(GetReferralOfferRequest.newBuilder()
                                .setName(name())
                                .build()))
                .getOffer();
    }

    private ReferralOffer set(GatewayClient client) {
        ReferralOffer.Builder offer = file == null
                ? ReferralOffer.newBuilder()
                : JsonFile.read(file, ReferralOffer.newBuilder(), "referral offer");
        return client.await(client.referrals()
                        .updateReferralOffer(UpdateReferralOfferRequest.newBuilder()
                                .setOffer(offer.setName(name()))
                                .setRequestId(UUID.randomUUID().toString())
                                .build()))
                .getOffer();
    }

    private static List<String> lines(ReferralOffer offer) {
        return offer.getOffered()
                ? List.of(
                        "Offered: " + OutreachText.reward(offer.getReferrerReward())
                                + " for who brings somebody, at most "
                                + offer.getMaxReferrals() + " times, and "
                                + OutreachText.reward(offer.getRefereeReward()) + " for who comes.",
                        "Both with the new customer's first purchase.")
                : List.of("Nothing is offered.");
    }
}
