/** Tests of what follows of loyalty-service's feed. */
@NullMarked
package dev.giveback.feedback.feed;

import org.jspecify.annotations.NullMarked;
