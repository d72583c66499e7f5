package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.ListDrawsResponse;
import dev.giveback.coupon.v1.VerifyDrawsRequest;
import dev.giveback.coupon.v1.VerifyDrawsResponse;
import dev.giveback.standalone.audit.DrawAudit;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback campaign verify-draws}. */
@Command(
        name = "verify-draws",
        description = {
            "Lists every draw of a surprise and reckons it again: that its roll follows from the campaign's seed, that"
                    + " the roll makes the outcome, that no draw is missing and no order was drawn twice.",
            "The seed is shown when the campaign was ended; until then the rolls are checked by the service, against"
                    + " the seed that it committed to. Exit code 1 if anything is wrong."
        },
        footer = {"", "Examples:", "  giveback campaign verify-draws mug  the surprise of the replayed shop"})
final class CampaignVerifyDrawsCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Id of the campaign in the program.")
    private String name = "";

    private final Map<String, Long> outcomes = new TreeMap<>();

    @Override
    public Integer call() {
        String campaign = options.campaign(name);
        return options.ask(client -> verify(client, campaign)) ? 0 : Problem.Kind.FAILED.exitCode();
    }

    private boolean verify(GatewayClient client, String name) {
        Campaign campaign = client.await(client.campaigns()
                        .getCampaign(
                                GetCampaignRequest.newBuilder().setName(name).build()))
                .getCampaign();
        if (!campaign.hasSurprise()) {
            throw Problem.failed("the campaign " + this.name + " is no surprise: " + CampaignText.access(campaign));
        }
        String seed = campaign.getSurprise().getSeed();
        DrawAudit audit = new DrawAudit(
                campaign.getSurprise().getSeedCommitment(), seed.isEmpty() ? Optional.empty() : Optional.of(seed));
        read(client, name, audit);
        boolean served = !seed.isEmpty() || verifiedByTheService(client, campaign);
        if (options.output().isForPrograms()) {
            things(name, audit, !seed.isEmpty());
        } else {
            print(audit, seed.isEmpty());
        }
        return served && audit.findings().isEmpty();
    }

    private void read(GatewayClient client, String name, DrawAudit audit) {
        String token = "";
        do {
            ListDrawsResponse page = client.await(client.campaigns()
                    .listDraws(ListDrawsRequest.newBuilder()
                            .setParent(name)
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .setOldestFirst(true)
                            .build()));
            for (Draw draw : page.getDrawsList()) {
                audit.check(drawn(draw));
                outcomes.merge(Printing.word(draw.getOutcome(), "DRAW_OUTCOME_"), 1L, Long::sum);
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
    }

    private static DrawAudit.Drawn drawn(Draw draw) {
        return new DrawAudit.Drawn(
                draw.getNumber(),
                draw.getCustomer().substring(draw.getCustomer().lastIndexOf('/') + 1),
                draw.getOrderId(),
                draw.getRoll(),
                draw.getChanceBasisPoints(),
                draw.getOutcome() == DrawOutcome.DRAW_OUTCOME_LOST);
    }

    private static boolean verifiedByTheService(GatewayClient client, Campaign campaign) {
        String token = "";
        long wrong = 0;
        boolean committed = true;
        do {
            VerifyDrawsResponse answer = client.await(client.campaigns()
                    .verifyDraws(VerifyDrawsRequest.newBuilder()
                            .setName(campaign.getName())
                            .setPageToken(token)
                            .build()));
            wrong += answer.getWrong();
            committed &=
                    answer.getSeedCommitment().equals(campaign.getSurprise().getSeedCommitment());
            token = answer.getNextPageToken();
        } while (!token.isEmpty());
        if (wrong > 0 || !committed) {
            System.err.println("The service finds " + grouped(wrong) + " draws wrong"
                    + (committed ? "." : ", and checked them against another seed than it committed to."));
        }
        return wrong == 0 && committed;
    }

    private void things(String name, DrawAudit audit, boolean seedShown) {
        List<String> names = new ArrayList<>(List.of("campaign", "checked", "wrong", "seedShown"));
        List<Object> cells = new ArrayList<>(List.of(name, audit.checked(), audit.wrong(), seedShown));
        for (DrawOutcome outcome : DrawOutcome.values()) {
            if (outcome != DrawOutcome.DRAW_OUTCOME_UNSPECIFIED && outcome != DrawOutcome.UNRECOGNIZED) {
                String word = Printing.word(outcome, "DRAW_OUTCOME_");
                names.add(word);
                cells.add(outcomes.getOrDefault(word, 0L));
            }
        }
        names.add("findings");
        cells.add(audit.findings());
        options.output().things(names, List.of(cells));
    }

    private void print(DrawAudit audit, boolean withoutSeed) {
        System.out.println(grouped(audit.checked()) + " draws checked, " + grouped(audit.wrong()) + " wrong");
        outcomes.forEach((outcome, count) -> System.out.println("  " + outcome + "  " + grouped(count)));
        audit.findings().forEach(System.out::println);
        System.out.println(
                withoutSeed
                        ? "The rolls were checked by the service; when the campaign was ended, its seed is shown and"
                                + " this command checks them itself."
                        : "The rolls were reckoned from the seed, which is the one that was committed to.");
    }
}
