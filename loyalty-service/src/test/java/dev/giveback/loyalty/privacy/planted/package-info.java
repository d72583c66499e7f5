/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.privacy.planted;

import org.jspecify.annotations.NullMarked;
