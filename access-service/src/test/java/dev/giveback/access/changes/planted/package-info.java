/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.changes.planted;

import org.jspecify.annotations.NullMarked;
