/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.domain.planted;

import org.jspecify.annotations.NullMarked;
