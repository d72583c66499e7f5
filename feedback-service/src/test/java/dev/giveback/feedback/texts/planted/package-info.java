/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.texts.planted;

import org.jspecify.annotations.NullMarked;
