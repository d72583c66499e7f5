package dev.giveback.loyalty.backtest;

import dev.giveback.loyalty.shadow.Spending;
import dev.giveback.loyalty.shadow.TrialClock;
import dev.giveback.loyalty.v1.BacktestClock;
import dev.giveback.loyalty.v1.RedemptionBehaviour;

/** Assumptions, as they are published. */
final class Published {
    private Published() {}

    static RedemptionBehaviour of(Spending spending) {
        return switch (spending) {
            case SAME_REQUESTS -> RedemptionBehaviour.REDEMPTION_BEHAVIOUR_SAME_REQUESTS;
            case SAME_SHARE -> RedemptionBehaviour.REDEMPTION_BEHAVIOUR_SAME_SHARE;
            case NONE -> RedemptionBehaviour.REDEMPTION_BEHAVIOUR_NONE;
        };
    }

    static BacktestClock of(TrialClock clock) {
        return switch (clock) {
            case HAPPENED -> BacktestClock.BACKTEST_CLOCK_HAPPENED;
            case RECORDED -> BacktestClock.BACKTEST_CLOCK_RECORDED;
        };
    }
}
