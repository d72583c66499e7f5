/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.lifecycle.planted;

import org.jspecify.annotations.NullMarked;
