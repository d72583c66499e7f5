/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.trees.planted;

import org.jspecify.annotations.NullMarked;
