/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.rules.planted;

import org.jspecify.annotations.NullMarked;
