/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.logging.planted;

import org.jspecify.annotations.NullMarked;
