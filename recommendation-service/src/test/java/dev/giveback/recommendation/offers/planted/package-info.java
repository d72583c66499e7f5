/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.offers.planted;

import org.jspecify.annotations.NullMarked;
