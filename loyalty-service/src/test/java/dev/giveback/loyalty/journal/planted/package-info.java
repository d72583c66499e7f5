/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.journal.planted;

import org.jspecify.annotations.NullMarked;
