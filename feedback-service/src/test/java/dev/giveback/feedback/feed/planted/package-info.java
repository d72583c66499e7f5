/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.feed.planted;

import org.jspecify.annotations.NullMarked;
