/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.program.planted;

import org.jspecify.annotations.NullMarked;
