/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.shadow.planted;

import org.jspecify.annotations.NullMarked;
