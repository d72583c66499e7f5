/** Loyalty-service's feed of events, turned into occasions and what else follows of it. */
@NullMarked
package dev.giveback.feedback.feed;

import org.jspecify.annotations.NullMarked;
