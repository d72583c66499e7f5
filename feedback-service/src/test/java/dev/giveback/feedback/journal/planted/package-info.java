/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.journal.planted;

import org.jspecify.annotations.NullMarked;
