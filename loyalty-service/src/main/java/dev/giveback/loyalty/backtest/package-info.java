/**
 * Backtests: the journal of a program read through, each customer's life told again by {@link dev.giveback.loyalty.shadow} under the
 * recorded rules and under those to try, and the sums told to who asked. Nothing is written.
 */
@NullMarked
package dev.giveback.loyalty.backtest;

import org.jspecify.annotations.NullMarked;
