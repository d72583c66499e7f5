/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.benchmark.machine.planted;

import org.jspecify.annotations.NullMarked;
