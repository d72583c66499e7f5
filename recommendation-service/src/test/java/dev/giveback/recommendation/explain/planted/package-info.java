/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.explain.planted;

import org.jspecify.annotations.NullMarked;
