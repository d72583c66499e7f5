/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.directory.planted;

import org.jspecify.annotations.NullMarked;
