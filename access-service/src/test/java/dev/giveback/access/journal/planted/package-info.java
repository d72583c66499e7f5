/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.journal.planted;

import org.jspecify.annotations.NullMarked;
