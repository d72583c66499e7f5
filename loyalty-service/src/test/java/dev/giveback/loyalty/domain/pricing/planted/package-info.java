/** Violations that the architecture test must catch. */
@NullMarked
package dev.giveback.loyalty.domain.pricing.planted;

import org.jspecify.annotations.NullMarked;
