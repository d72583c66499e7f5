/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.outbox.planted;

import org.jspecify.annotations.NullMarked;
