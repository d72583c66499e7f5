/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.feed.planted;

import org.jspecify.annotations.NullMarked;
