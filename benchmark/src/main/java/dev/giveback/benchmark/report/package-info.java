/** Figures, their medians and ratios, and the files that they are written to. */
@NullMarked
package dev.giveback.benchmark.report;

import org.jspecify.annotations.NullMarked;
