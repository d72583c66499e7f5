/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.feed.planted;

import org.jspecify.annotations.NullMarked;
