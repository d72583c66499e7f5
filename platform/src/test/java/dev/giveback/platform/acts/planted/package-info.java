/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.acts.planted;

import org.jspecify.annotations.NullMarked;
