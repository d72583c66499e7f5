/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.archive.planted;

import org.jspecify.annotations.NullMarked;
