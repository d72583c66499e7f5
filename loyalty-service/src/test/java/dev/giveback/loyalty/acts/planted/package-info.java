/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.acts.planted;

import org.jspecify.annotations.NullMarked;
