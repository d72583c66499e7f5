/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.webhook.planted;

import org.jspecify.annotations.NullMarked;
