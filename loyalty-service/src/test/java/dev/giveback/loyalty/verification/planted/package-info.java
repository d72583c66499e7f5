/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.verification.planted;

import org.jspecify.annotations.NullMarked;
