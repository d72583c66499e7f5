/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.benchmark.load.planted;

import org.jspecify.annotations.NullMarked;
