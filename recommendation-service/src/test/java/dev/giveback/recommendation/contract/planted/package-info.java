/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.contract.planted;

import org.jspecify.annotations.NullMarked;
