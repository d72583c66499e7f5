/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.rules.planted;

import org.jspecify.annotations.NullMarked;
