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
     * The report; held-out lists come last because their numbers are the highest. Each kind is compared with those held out from it.
     *
     * @param byStrategy of personal lists
     * @param readMillis when the last event that was read had been recorded; 0 before the first
     */
    static GetOutcomeReportResponse of(
            Map<Integer, HitSums> byPersonalization, Map<Integer, HitSums> byStrategy, long readMillis) {
        HitSums heldOut = heldOutOf(Personalization.PERSONALIZATION_PERSONAL_VALUE, byPersonalization);
        GetOutcomeReportResponse.Builder report = GetOutcomeReportResponse.newBuilder();
        byPersonalization.forEach((kind, sums) -> report.addByPersonalization(
                row(sums, heldOutOf(kind, byPersonalization)).setPersonalization(Personalization.forNumber(kind))));
        byStrategy.forEach(
                (kind, sums) -> report.addByStrategy(row(sums, heldOut).setStrategy(Strategy.forNumber(kind))));
        if (readMillis > 0) {
            report.setReadTime(Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(readMillis, 1_000))
                    .setNanos(Math.floorMod(readMillis, 1_000) * 1_000_000));
        }
        return report.build();
    }

    /** The sums of those who would have got lists of this kind but were held out; nothing when nobody is held out from it. */
    private static HitSums heldOutOf(int kind, Map<Integer, HitSums> byPersonalization) {
        return switch (kind) {
            case Personalization.PERSONALIZATION_PERSONAL_VALUE ->
                byPersonalization.getOrDefault(Personalization.PERSONALIZATION_HELD_OUT_VALUE, NOTHING);
            case Personalization.PERSONALIZATION_NO_HISTORY_VALUE ->
                byPersonalization.getOrDefault(Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY_VALUE, NOTHING);
            default -> NOTHING;
        };
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
