/** Rules files, and what a backtest of them says: as text and as a page with charts. */
@NullMarked
package dev.giveback.standalone.backtest;

import org.jspecify.annotations.NullMarked;
