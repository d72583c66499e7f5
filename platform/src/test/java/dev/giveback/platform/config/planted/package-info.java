/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.config.planted;

import org.jspecify.annotations.NullMarked;
