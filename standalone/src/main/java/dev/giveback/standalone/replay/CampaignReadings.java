package dev.giveback.standalone.replay;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.standalone.audit.CampaignFigures;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.replay.ReplayReport.CampaignResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the campaigns have come to, when their counts have caught up with the customers. */
final class CampaignReadings {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration COUNTS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final GatewayClient client;
    private final String program;
    private final CampaignTally tally;

    CampaignReadings(GatewayClient client, String program, CampaignTally tally) {
        this.client = client;
        this.program = program;
        this.tally = tally;
    }

    /**
     * Reads all campaigns.
     *
     * @param orders how many orders the surprise must have been drawn for
     * @throws Problem if they have not within five minutes
     */
    List<CampaignResult> read(long orders) throws InterruptedException {
        Surprises surprises = new Surprises(client, RetailCampaigns.name(program, RetailCampaigns.SURPRISE));
        tally.asked(RetailCampaigns.SURPRISE, surprises.awaitDraws(orders, PATIENCE));
        List<CampaignResult> results = new ArrayList<>();
        for (String id : RetailCampaigns.ALL) {
            results.add(result(id, caughtUp(id)));
        }
        return results;
    }

    /** The report as soon as it counts what the answers said; if it never does, as it is: the check will tell. */
    private CampaignReport caughtUp(String id) throws InterruptedException {
        long end = System.nanoTime() + COUNTS_PATIENCE.toNanos();
        CampaignReport report = report(id);
        while ((report.getRedeemed() < tally.usedOf(id) || report.getClaimed() < given(id))
                && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            report = report(id);
        }
        return report;
    }

    private long given(String id) {
        long refused =
                tally.refusedBy(id).values().stream().mapToLong(Long::longValue).sum();
        return id.equals(RetailCampaigns.REWARD) ? tally.askedOf(id) - refused : tally.usedOf(id);
    }

    private CampaignReport report(String id) {
        return client.await(client.campaigns()
                        .getCampaignReport(GetCampaignReportRequest.newBuilder()
                                .setName(RetailCampaigns.name(program, id))
                                .build()))
                .getReport();
    }

    private CampaignResult result(String id, CampaignReport report) {
        Campaign campaign = client.await(client.campaigns()
                        .getCampaign(GetCampaignRequest.newBuilder()
                                .setName(RetailCampaigns.name(program, id))
                                .build()))
                .getCampaign();
        return new CampaignResult(
                id,
                campaign.getDisplayName(),
                tally.askedOf(id),
                tally.refusedBy(id),
                report.getClaimed(),
                report.getHeld(),
                report.getRedeemed(),
                report.getReturned(),
                CampaignTally.minor(report.getDiscount()),
                campaign.getLimits().getTotal(),
                report.getTaken());
    }

    static SortedMap<String, CampaignFigures> figures(List<CampaignResult> results) {
        SortedMap<String, CampaignFigures> figures = new TreeMap<>();
        results.forEach(result ->
                figures.put(result.campaign(), new CampaignFigures(result.redeemed(), result.discountMinor())));
        return figures;
    }
}
