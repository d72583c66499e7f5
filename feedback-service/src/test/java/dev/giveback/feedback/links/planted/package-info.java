/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.links.planted;

import org.jspecify.annotations.NullMarked;
