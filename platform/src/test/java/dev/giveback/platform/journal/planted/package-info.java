/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.journal.planted;

import org.jspecify.annotations.NullMarked;
