/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.domain.planted;

import org.jspecify.annotations.NullMarked;
