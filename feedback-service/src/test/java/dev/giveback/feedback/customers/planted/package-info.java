/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.customers.planted;

import org.jspecify.annotations.NullMarked;
