/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.rebuild.planted;

import org.jspecify.annotations.NullMarked;
