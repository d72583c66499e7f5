/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.directory.planted;

import org.jspecify.annotations.NullMarked;
