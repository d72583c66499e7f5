/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.domain.planted;

import org.jspecify.annotations.NullMarked;
