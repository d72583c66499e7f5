/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.rewards.planted;

import org.jspecify.annotations.NullMarked;
