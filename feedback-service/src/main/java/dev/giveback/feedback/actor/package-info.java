/** One actor a customer: the only one that reads the clock and calls {@code decide}. */
@NullMarked
package dev.giveback.feedback.actor;

import org.jspecify.annotations.NullMarked;
