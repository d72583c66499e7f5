/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.metrics.planted;

import org.jspecify.annotations.NullMarked;
