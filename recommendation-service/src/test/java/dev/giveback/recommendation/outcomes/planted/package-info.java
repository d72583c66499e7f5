/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.outcomes.planted;

import org.jspecify.annotations.NullMarked;
