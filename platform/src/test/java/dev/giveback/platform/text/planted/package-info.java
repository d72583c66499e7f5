/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.text.planted;

import org.jspecify.annotations.NullMarked;
