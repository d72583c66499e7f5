/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.catalogue.planted;

import org.jspecify.annotations.NullMarked;
