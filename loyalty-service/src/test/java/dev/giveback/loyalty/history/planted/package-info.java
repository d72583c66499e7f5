/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.history.planted;

import org.jspecify.annotations.NullMarked;
