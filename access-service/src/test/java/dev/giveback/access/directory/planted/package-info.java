/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.directory.planted;

import org.jspecify.annotations.NullMarked;
