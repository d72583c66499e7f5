/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.benchmark.report.planted;

import org.jspecify.annotations.NullMarked;
