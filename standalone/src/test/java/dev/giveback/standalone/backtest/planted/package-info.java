/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.backtest.planted;

import org.jspecify.annotations.NullMarked;
