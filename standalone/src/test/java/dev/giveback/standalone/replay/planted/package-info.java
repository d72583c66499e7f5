/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.replay.planted;

import org.jspecify.annotations.NullMarked;
