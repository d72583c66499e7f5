/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.reports.planted;

import org.jspecify.annotations.NullMarked;
