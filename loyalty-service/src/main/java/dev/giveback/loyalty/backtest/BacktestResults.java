package dev.giveback.loyalty.backtest;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.domain.pricing.Exact;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.shadow.CustomerOutcome;
import dev.giveback.loyalty.shadow.SideSums;
import dev.giveback.loyalty.shadow.Trial;
import dev.giveback.loyalty.shadow.TrialSums;
import dev.giveback.loyalty.v1.BacktestCandidate;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestMonth;
import dev.giveback.loyalty.v1.BacktestRefusal;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.CustomerGain;
import dev.giveback.loyalty.v1.TierMove;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What came of a trial, as it is published. */
final class BacktestResults {
    private static final int SHOWN_CUSTOMERS = 10;
    private static final int BASIS_POINTS = 10_000;

    private final BacktestRequest request;
    private final Trial trial;
    private final TrialSums sums;
    private final Segments segments;

    BacktestResults(BacktestRequest request, Trial trial, TrialSums sums) {
        this.request = request;
        this.trial = trial;
        this.sums = sums;
        this.segments = new Segments(trial.current().tiers(), sums.outcomes());
    }

    BacktestResult of(long events) {
        BacktestResult.Builder result = BacktestResult.newBuilder()
                .setProgram(request.getProgram())
                .setCurrencyCode(trial.current().currency().getCurrencyCode())
                .setRedemptionBehaviour(Published.of(trial.spending()))
                .setClock(Published.of(trial.clock()))
                .setEventCount(events)
                .setCustomerCount(sums.outcomes().size())
                .setBaseline(figures(sums.baseline(), trial.current()))
                .setBaselineDifferenceCount(sums.differenceCount())
                .addAllBaselineDifferences(sums.differences());
        if (request.hasSinceTime()) {
            result.setSinceTime(request.getSinceTime());
        }
        if (!trial.end().equals(Instant.EPOCH)) {
            result.setUntilTime(Times.timestamp(trial.end()));
        }
        for (int i = 0; i < trial.candidates().size(); i++) {
            result.addCandidates(candidate(i));
        }
        return result.build();
    }

    private static BacktestFigures figures(SideSums sums, Program rules) {
        Totals opening = sums.opening();
        Totals closing = sums.closing();
        long issued = closing.earned() - opening.earned();
        long expired = closing.expired() - opening.expired();
        long there = Math.max(0, opening.outstanding()) + issued;
        BacktestFigures.Builder figures = BacktestFigures.newBuilder()
                .setOpeningPoints(opening.outstanding())
                .setIssuedPoints(issued)
                .setCutPoints(sums.cut())
                .setRedeemedPoints(closing.spent() - opening.spent())
                .setRestoredPoints(closing.restored() - opening.restored())
                .setTakenBackPoints(closing.takenBack() - opening.takenBack())
                .setForgivenPoints(sums.forgiven())
                .setExpiredPoints(expired)
                .setBreakageBasisPoints(
                        there <= 0 ? 0 : (int) Exact.multiplyDivide(Math.max(0, expired), BASIS_POINTS, there))
                .setAdjustedPoints(closing.adjusted() - opening.adjusted())
                .setTransferredPoints(closing.transferred() - opening.transferred())
                .setOutstandingPoints(closing.outstanding())
                .setOrderCount(sums.orders())
                .setSpendMinor(sums.spend())
                .putAllTierCustomers(sums.customersByTier());
        RedemptionRules redemption = rules.redemption();
        if (redemption != null) {
            figures.setLiabilityMinor(redemption.worth(Math.max(0, closing.outstanding())));
        }
        addLists(sums, figures);
        return figures.build();
    }

    private static void addLists(SideSums sums, BacktestFigures.Builder figures) {
        sums.refusals()
                .forEach((what, count) -> figures.addRefusals(BacktestRefusal.newBuilder()
                        .setCommand(what.command())
                        .setReason(what.reason().name())
                        .setRefusalCount(count.times())
                        .setAmountMinor(count.minor())));
        sums.months()
                .forEach((when, month) -> figures.addMonths(BacktestMonth.newBuilder()
                        .setMonth(when.toString())
                        .setIssuedPoints(month.issued())
                        .setRedeemedPoints(month.redeemed())
                        .setTakenBackPoints(month.takenBack())
                        .setExpiredPoints(month.expired())));
    }

    private BacktestCandidate candidate(int number) {
        BacktestCandidate.Builder candidate = BacktestCandidate.newBuilder()
                .setDisplayName(request.getCandidates(number).getDisplayName())
                .setFigures(figures(
                        sums.candidates().get(number), trial.candidates().get(number)))
                .setGain(Segments.gain(sums.outcomes(), number))
                .addAllSegments(segments.gains(number));
        sums.moves()
                .get(number)
                .forEach((move, customers) -> candidate.addTierMoves(TierMove.newBuilder()
                        .setFromTierId(move.from())
                        .setToTierId(move.to())
                        .setCustomerCount(customers)));
        Comparator<CustomerOutcome> byGain = Comparator.comparingLong(outcome -> outcome.gain(number));
        candidate.addAllGreatestLosers(extreme(number, byGain, -1));
        candidate.addAllGreatestWinners(extreme(number, byGain.reversed(), 1));
        return candidate.build();
    }

    /** The first in this order, as far as their gains have this sign; of equal ones the first by id. */
    private List<CustomerGain> extreme(int number, Comparator<CustomerOutcome> order, int sign) {
        return sums.outcomes().stream()
                .filter(outcome -> Long.signum(outcome.gain(number)) == sign)
                .sorted(order.thenComparing(CustomerOutcome::customer))
                .limit(SHOWN_CUSTOMERS)
                .map(outcome -> CustomerGain.newBuilder()
                        .setCustomer(new CustomerId(trial.current().id(), outcome.customer()).name())
                        .setGainPoints(outcome.gain(number))
                        .setBaselinePoints(outcome.baseline())
                        .setCandidatePoints(outcome.candidates()[number])
                        .build())
                .toList();
    }
}
