/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.live.planted;

import org.jspecify.annotations.NullMarked;
