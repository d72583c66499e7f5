/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.actor.planted;

import org.jspecify.annotations.NullMarked;
