/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.seal.planted;

import org.jspecify.annotations.NullMarked;
