/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.occasions.planted;

import org.jspecify.annotations.NullMarked;
