/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.deliveries.planted;

import org.jspecify.annotations.NullMarked;
