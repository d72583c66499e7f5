/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.evaluation.planted;

import org.jspecify.annotations.NullMarked;
