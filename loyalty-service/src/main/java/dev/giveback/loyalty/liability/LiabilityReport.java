package dev.giveback.loyalty.liability;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.liability.Cohort.End;
import dev.giveback.loyalty.v1.BreakageAge;
import dev.giveback.loyalty.v1.Liability;
import dev.giveback.loyalty.v1.LiabilityCohort;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.platform.contract.MoneyMapper;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Map;

/** Adds up what the events told. */
final class LiabilityReport {
    private static final BigInteger BASIS = BigInteger.valueOf(10_000);

    private LiabilityReport() {}

    static Liability of(Program program, Moment moment, LotBook book, CohortLedger ledger) {
        long recorded = 0;
        for (Account account : book.accounts().values()) {
            recorded = Math.addExact(recorded, account.open() - account.owed);
        }
        long expired = expire(book, moment, ledger);
        Liability.Builder report = Liability.newBuilder()
                .setProgram(program.getName())
                .setTime(Timestamps.fromMillis(moment.millis()))
                .setKnownTime(Timestamps.fromMillis(moment.knownMillis()))
                .setProgramVersion(program.getVersion())
                .setRecordedOutstanding(recorded)
                .setUnrecordedExpiry(expired)
                .setOutstanding(recorded - expired)
                .setInTransit(book.inTransit())
                .setOwed(book.owed())
                .setCustomerCount(book.accounts().size())
                .setEventCount(book.events());
        addCohorts(report, ledger, ledger.monthOf(moment.millis()));
        addMoney(report, program);
        return report.build();
    }

    /** Points that have expired count as expired, whether an event has said so yet or not. */
    private static long expire(LotBook book, Moment moment, CohortLedger ledger) {
        long expired = 0;
        for (Account account : book.accounts().values()) {
            for (Map.Entry<OpenLot, Long> lot : account.expired(moment.millis())) {
                ledger.end(
                        End.EXPIRED,
                        lot.getKey().expiresMillis(),
                        lot.getKey().slices().take(lot.getValue()));
                expired = Math.addExact(expired, lot.getValue());
            }
        }
        return expired;
    }

    private static void addCohorts(Liability.Builder report, CohortLedger ledger, int thisMonth) {
        BreakageCurve curve = BreakageCurve.of(ledger.byMonth(), thisMonth);
        long open = 0;
        long expected = 0;
        long runOffEarned = 0;
        long runOffExpired = 0;
        for (Map.Entry<Integer, Cohort> entry : ledger.byMonth().entrySet()) {
            Cohort cohort = entry.getValue();
            LiabilityCohort told = cohort(entry.getKey(), cohort, thisMonth, curve);
            report.addCohorts(told);
            open = Math.addExact(open, told.getOpen());
            expected = Math.addExact(expected, told.getExpectedBreakage());
            if (told.getOpen() == 0 && entry.getKey() < thisMonth) {
                runOffEarned = Math.addExact(runOffEarned, told.getEarned());
                runOffExpired = Math.addExact(runOffExpired, told.getExpired());
            }
        }
        if (open - report.getOwed() != report.getOutstanding() + report.getInTransit()) {
            throw new IllegalStateException("cohorts: " + open + " points are open, less " + report.getOwed()
                    + " owed (expected: outstanding " + report.getOutstanding() + " and in transit "
                    + report.getInTransit() + ")");
        }
        for (int age = 0; age < curve.ages().size(); age++) {
            BreakageCurve.Age of = curve.ages().get(age);
            report.addCurve(BreakageAge.newBuilder()
                    .setAgeMonths(age)
                    .setAtRisk(of.atRisk())
                    .setExpired(of.expired())
                    .setGone(of.gone())
                    .setRateBillionths(of.rateBillionths()));
        }
        report.setExpectedBreakage(expected)
                .setRunOffEarned(runOffEarned)
                .setRunOffExpired(runOffExpired)
                .setObservedBreakageBasisPoints(basisPoints(runOffExpired, runOffEarned));
    }

    private static LiabilityCohort cohort(int month, Cohort cohort, int thisMonth, BreakageCurve curve) {
        int age = Math.max(0, thisMonth - month);
        return LiabilityCohort.newBuilder()
                .setMonth(CohortLedger.nameOf(month))
                .setEarned(cohort.earned())
                .setRedeemed(cohort.ended(End.REDEEMED))
                .setExpired(cohort.ended(End.EXPIRED))
                .setTakenBack(cohort.ended(End.TAKEN_BACK))
                .setOpen(cohort.open())
                .setAgeMonths(age)
                .setBreakageBasisPoints(basisPoints(cohort.ended(End.EXPIRED), cohort.earned()))
                .setExpectedBreakage(curve.expected(cohort.open(), age))
                .build();
    }

    private static int basisPoints(long part, long whole) {
        return whole <= 0
                ? 0
                : BigInteger.valueOf(part)
                        .multiply(BASIS)
                        .divide(BigInteger.valueOf(whole))
                        .intValueExact();
    }

    private static void addMoney(Liability.Builder report, Program program) {
        if (!program.hasRedemption()) {
            return;
        }
        RedemptionPolicy rate = program.getRedemption();
        Currency currency = Currency.getInstance(program.getCurrencyCode());
        long valueMinor = MoneyMapper.toMinor(rate.getValue(), currency);
        long full = report.getOutstanding() + report.getInTransit();
        report.setRatePoints(rate.getPoints())
                .setRateValue(rate.getValue())
                .setFullLiability(MoneyMapper.toMoney(worth(full, valueMinor, rate.getPoints()), currency))
                .setExpectedLiability(MoneyMapper.toMoney(
                        worth(full - report.getExpectedBreakage(), valueMinor, rate.getPoints()), currency));
    }

    private static long worth(long points, long valueMinor, long ratePoints) {
        return BigInteger.valueOf(Math.max(0, points))
                .multiply(BigInteger.valueOf(valueMinor))
                .divide(BigInteger.valueOf(ratePoints))
                .longValueExact();
    }
}
