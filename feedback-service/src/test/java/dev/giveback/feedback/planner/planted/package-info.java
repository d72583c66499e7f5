/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.planner.planted;

import org.jspecify.annotations.NullMarked;
