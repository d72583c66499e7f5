package dev.giveback.loyalty.liability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Money;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.v1.Liability;
import dev.giveback.loyalty.v1.LiabilityCohort;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random stories: the report against the domain's own balances, and against a program that shares no code with Giveback. */
final class LiabilityModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.liability-seeds", 60);
    private static final Program PUBLISHED = Program.newBuilder()
            .setName("programs/shop")
            .setCurrencyCode("GBP")
            .setTimeZone("Europe/London")
            .setVersion(3)
            .setRedemption(RedemptionPolicy.newBuilder()
                    .setPoints(3)
                    .setValue(Money.newBuilder().setCurrencyCode("GBP").setNanos(20_000_000)))
            .build();

    @TempDir
    private Path folder = Path.of("");

    private static Liability report(List<PointsStory.Row> rows, Instant time, Instant known) {
        Moment moment = new Moment(time.toEpochMilli(), known.toEpochMilli());
        CohortLedger ledger = new CohortLedger(Programs.LONDON);
        LotBook book = new LotBook(moment, ledger);
        rows.forEach(row -> book.apply(row.customer(), row.sequenceNumber(), row.event()));
        return LiabilityReport.of(PUBLISHED, moment, book, ledger);
    }

    @Test
    void everyStoryAddsUpToTheDomainsOwnBalances() {
        Map<String, Long> seen = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            PointsStory story = new PointsStory(seed).tell(300);
            Liability report = report(story.rows(), story.now(), story.now());
            assertThat(report.getOutstanding()).as("seed %s", seed).isEqualTo(story.outstanding());
            assertThat(report.getInTransit()).as("in transit, seed %s", seed).isEqualTo(story.inTransit());
            assertThat(report.getRecordedOutstanding() - report.getUnrecordedExpiry())
                    .isEqualTo(report.getOutstanding());
            assertThat(report.getCohortsList().stream()
                            .mapToLong(LiabilityCohort::getEarned)
                            .sum())
                    .as("earned, seed %s", seed)
                    .isEqualTo(story.earned());
            for (LiabilityCohort cohort : report.getCohortsList()) {
                assertThat(cohort.getRedeemed() + cohort.getExpired() + cohort.getTakenBack() + cohort.getOpen())
                        .isEqualTo(cohort.getEarned());
                assertThat(cohort.getOpen()).isNotNegative();
            }
            story.seen().forEach((kind, times) -> seen.merge(kind, times, Long::sum));
        }
        assertThat(seen)
                .containsKeys(
                        "CheckoutCompleted",
                        "OrderRefunded",
                        "PointsRedeemed",
                        "HoldCaptured",
                        "PointsAdjusted",
                        "CouponRevoked",
                        "PointsReceived",
                        "TransferReturned",
                        "CustomerAbsorbed",
                        "MergeReverted",
                        "OrdersRederived",
                        "OrderCorrected",
                        "PointsExpired");
    }

    @Test
    void aProgramWithoutOurCodeAgreesToThePoint() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            PointsStory story = new PointsStory(seed).tell(900);
            // The end of the story, and a moment in its middle.
            Instant middle = Instant.ofEpochMilli(
                    story.rows().get(story.rows().size() / 2).event().getRecordMillis());
            for (Instant time : List.of(story.now(), middle)) {
                assertThat(IndependentLiability.run(folder, export(story.rows()), "shop", time))
                        .as("seed %s at %s", seed, time)
                        .isEqualTo(printed(report(story.rows(), time, time)));
            }
        }
    }

    @Test
    void aPlantedDifferenceIsFoundByBoth() throws Exception {
        PointsStory story = new PointsStory(1).tell(900);
        List<PointsStory.Row> changed = new ArrayList<>(story.rows());
        int at = changed.size() - 1;
        while (!changed.get(at).event().hasPointsRedeemed()) {
            at--;
        }
        PointsStory.Row row = changed.get(at);
        var event = row.event().toBuilder();
        StoredLotUse.Builder use = event.getPointsRedeemedBuilder().getUsesBuilder(0);
        use.setPoints(use.getPoints() - 1);
        changed.set(at, new PointsStory.Row(row.customer(), row.sequenceNumber(), event.build()));

        assertThatThrownBy(() -> report(changed, story.now(), story.now()))
                .hasMessageContaining("customer " + row.customer() + ", event " + row.sequenceNumber());
        assertThat(String.join("\n", IndependentLiability.run(folder, export(changed), "shop", story.now())))
                .contains(row.customer() + ", event " + row.sequenceNumber());
    }

    @Test
    void ordersDatedBackAreKnownOnlyToThoseWhoLookLater() {
        for (long seed = 1; seed <= 20; seed++) {
            PointsStory story = new PointsStory(seed).tell(300);
            Instant middle = Instant.ofEpochMilli(
                    story.rows().get(story.rows().size() / 2).event().getRecordMillis());
            long late = story.rows().stream()
                    .map(PointsStory.Row::event)
                    .filter(event -> event.getRecordMillis() > middle.toEpochMilli()
                            && event.hasCheckoutCompleted()
                            && event.getCheckoutCompleted().getPurchaseMillis() <= middle.toEpochMilli())
                    .mapToLong(event -> event.getCheckoutCompleted().getPointsEarned())
                    .sum();
            late += story.rows().stream()
                    .map(PointsStory.Row::event)
                    .filter(event -> event.getRecordMillis() > middle.toEpochMilli())
                    .mapToLong(event -> addedByCorrection(event, middle.toEpochMilli()))
                    .sum();
            long then = earned(report(story.rows(), middle, middle));
            long later = earned(report(story.rows(), middle, story.now()));
            assertThat(later - then).as("seed %s", seed).isEqualTo(late);
        }
    }

    /** Of an order that it dates back to before the moment all that it earned; else what was made good of it, if it was bought by then. */
    private static long addedByCorrection(CustomerEvent event, long moment) {
        var corrected = event.getOrderCorrected();
        var order = corrected.getOrder();
        if (!event.hasOrderCorrected() || order.getPurchaseMillis() > moment) {
            return 0;
        }
        long added = corrected.getSettled().getOrdersList().stream()
                .filter(each -> each.getOrderId().equals(order.getOrderId()))
                .mapToLong(each -> each.getPointsAdded())
                .sum();
        return corrected.getPurchaseMillisBefore() <= moment
                ? added
                : added + order.getOwedPaid() + order.getLot().getOriginal();
    }

    private static long earned(Liability report) {
        return report.getCohortsList().stream()
                .mapToLong(LiabilityCohort::getEarned)
                .sum();
    }

    private static List<String> export(List<PointsStory.Row> rows) {
        return rows.stream()
                .map(row -> IndependentLiability.line("shop", row.customer(), row.sequenceNumber(), row.event()))
                .toList();
    }

    private static List<String> printed(Liability report) {
        List<String> lines = new ArrayList<>(List.of(
                "outstanding " + report.getOutstanding(),
                "in_transit " + report.getInTransit(),
                "expected_breakage " + report.getExpectedBreakage(),
                "full_liability_minor " + minor(report.getFullLiability()),
                "expected_liability_minor " + minor(report.getExpectedLiability())));
        for (LiabilityCohort cohort : report.getCohortsList()) {
            lines.add("cohort " + cohort.getMonth() + " " + cohort.getEarned() + " " + cohort.getRedeemed() + " "
                    + cohort.getExpired() + " " + cohort.getTakenBack() + " " + cohort.getOpen() + " "
                    + cohort.getExpectedBreakage());
        }
        return lines;
    }

    private static long minor(Money money) {
        return money.getUnits() * 100 + money.getNanos() / 10_000_000;
    }
}
