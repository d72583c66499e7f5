package dev.giveback.coupon.grpc;

import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CampaignEntry;
import dev.giveback.coupon.directory.DayEntry;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Tally;
import dev.giveback.coupon.v1.CampaignDay;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.ListCampaignsResponse;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists and reports: the campaign's own counts, and what the directory knows beside them. */
final class Reports {
    private static final int MAX_DAYS = 400;

    private static final String COUPON_READER = "campaigns";

    private final Directory directory;
    private final Comparisons comparisons;
    private final Refusals refusals;

    Reports(Directory directory, Comparisons comparisons, Refusals refusals) {
        this.directory = directory;
        this.comparisons = comparisons;
        this.refusals = refusals;
    }

    /**
     * A campaign as it was read.
     *
     * @param readMillis up to which moment the customers' journals had been followed before that
     */
    record Standing(CampaignId id, Campaign campaign, long readMillis) {}

    /** Up to which moment the customers' journals are followed; to be asked before the campaign, or it would promise too much. */
    CompletionStage<Long> readUpTo() {
        return directory.readUpTo(COUPON_READER);
    }

    /**
     * The report.
     *
     * @param returnDays in which an order counts as a return; 0 for the default
     */
    CompletionStage<CampaignReport> of(Standing standing, ProgramFacts facts, int returnDays) {
        return directory
                .days(standing.id(), MAX_DAYS)
                .thenApply(days -> report(standing, facts, days))
                .thenCompose(report -> standing.campaign().definition().controlBasisPoints() == 0
                        ? CompletableFuture.completedFuture(report)
                        : comparisons
                                .of(standing.id(), returnDays, facts.currency())
                                .thenApply(comparison -> report.toBuilder()
                                        .setComparison(comparison)
                                        .build()));
    }

    private CampaignReport report(Standing standing, ProgramFacts facts, List<DayEntry> days) {
        Campaign campaign = standing.campaign();
        Tally tally = campaign.tally();
        CampaignReport.Builder report = CampaignReport.newBuilder()
                .setCampaign(standing.id().name())
                .setTaken(tally.taken())
                .setClaimed(tally.claimed())
                .setReturned(tally.returned())
                .setExpired(tally.expired())
                .setHeld(tally.held())
                .setRedeemed(tally.redeemed())
                .setDiscount(MoneyMapper.toMoney(tally.discount(), facts.currency()))
                .setOverage(tally.overage());
        if (campaign.definition().limits().budget() > 0) {
            report.setBudgetLeft(MoneyMapper.toMoney(campaign.budgetLeft(), facts.currency()));
        }
        if (standing.readMillis() > 0) {
            report.setReadTime(Mappers.timestamp(Instant.ofEpochMilli(standing.readMillis())));
        }
        refusals.of(standing.id()).forEach((reason, count) -> report.putRefused(reason.name(), count));
        days.forEach(day -> report.addDays(day(day, facts.currency())));
        return report.build();
    }

    private static CampaignDay day(DayEntry day, Currency currency) {
        return CampaignDay.newBuilder()
                .setDate(LocalDate.ofEpochDay(day.day()).toString())
                .setClaimed(day.claimed())
                .setRedeemed(day.redeemed())
                .setDiscount(MoneyMapper.toMoney(day.discount(), currency))
                .build();
    }

    /** One more than the page holds was read, to know whether there is another. */
    ListCampaignsResponse page(List<CampaignEntry> read, int size, ProgramFacts facts) {
        ListCampaignsResponse.Builder page = ListCampaignsResponse.newBuilder();
        read.stream().limit(size).forEach(entry -> page.addCampaigns(Mappers.campaign(entry, facts.currency())));
        if (read.size() > size) {
            page.setNextPageToken(Checks.pageTokenAfter(read.get(size - 1).campaign()));
        }
        return page.build();
    }
}
