/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.backtest.planted;

import org.jspecify.annotations.NullMarked;
