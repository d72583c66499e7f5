/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.tail.planted;

import org.jspecify.annotations.NullMarked;
