/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.outreach.planted;

import org.jspecify.annotations.NullMarked;
