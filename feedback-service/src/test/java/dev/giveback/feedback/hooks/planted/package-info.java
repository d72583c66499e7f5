/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.hooks.planted;

import org.jspecify.annotations.NullMarked;
