package dev.giveback.recommendation.outcomes;

import com.google.protobuf.Timestamp;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.Strategy;
import java.util.Map;

/** Puts sums into the words of the contract. */
final class OutcomeReport {
    private static final double MILLION = 1_000_000;
    private static final HitSums NOTHING = new HitSums(0, 0, 0, 0, 0, 0, 0);

    private OutcomeReport() {}

    /**
     * The report; held-out lists come last because their number is the highest.
     *
     * @param readMillis when the last event that was read had been recorded; 0 before the first
     */
    static GetOutcomeReportResponse of(
            Map<Integer, HitSums> byPersonalization, Map<Integer, HitSums> byStrategy, long readMillis) {
        HitSums heldOut = byPersonalization.getOrDefault(Personalization.PERSONALIZATION_HELD_OUT_VALUE, NOTHING);
        GetOutcomeReportResponse.Builder report = GetOutcomeReportResponse.newBuilder();
        byPersonalization.forEach((kind, sums) -> report.addByPersonalization(
                row(sums, kind == Personalization.PERSONALIZATION_HELD_OUT_VALUE ? NOTHING : heldOut)
                        .setPersonalization(Personalization.forNumber(kind))));
        byStrategy.forEach(
                (kind, sums) -> report.addByStrategy(row(sums, heldOut).setStrategy(Strategy.forNumber(kind))));
        if (readMillis > 0) {
            report.setReadTime(Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(readMillis, 1_000))
                    .setNanos(Math.floorMod(readMillis, 1_000) * 1_000_000));
        }
        return report.build();
    }

    private static OutcomeRow.Builder row(HitSums sums, HitSums heldOut) {
        return OutcomeRow.newBuilder()
                .setCustomers(sums.customers())
                .setLists(sums.lists())
                .setProducts(sums.products())
                .setHits(sums.hits())
                .setHitRatePpm(ppm(sums.rate()))
                .setHalfWidthPpm(ppm(sums.halfWidth()))
                .setGainPpm(ppm(sums.gainOver(heldOut)))
                .setGainHalfWidthPpm(ppm(sums.gainHalfWidthOver(heldOut)));
    }

    private static int ppm(double share) {
        return (int) Math.round(share * MILLION);
    }
}
