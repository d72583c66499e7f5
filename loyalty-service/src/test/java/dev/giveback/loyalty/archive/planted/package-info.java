/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.archive.planted;

import org.jspecify.annotations.NullMarked;
