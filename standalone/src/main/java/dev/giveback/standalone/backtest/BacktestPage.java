package dev.giveback.standalone.backtest;

import dev.giveback.loyalty.v1.BacktestResult;

/** placeholder until written. */
public final class BacktestPage {
    private BacktestPage() {}

    /** The page. */
    public static String of(BacktestResult result) {
        return result.toString();
    }
}
