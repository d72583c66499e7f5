/** Decides what falls due: conditions over occasions, how the customer stands, and what the customer's contacts say to it. */
@NullMarked
package dev.giveback.feedback.planner;

import org.jspecify.annotations.NullMarked;
