/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.late.planted;

import org.jspecify.annotations.NullMarked;
