/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.liability.planted;

import org.jspecify.annotations.NullMarked;
