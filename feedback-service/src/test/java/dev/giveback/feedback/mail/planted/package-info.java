/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.mail.planted;

import org.jspecify.annotations.NullMarked;
