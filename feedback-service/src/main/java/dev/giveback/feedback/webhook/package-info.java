/** Messages that are handed to the shop's own system: signed HTTP calls. */
@NullMarked
package dev.giveback.feedback.webhook;

import org.jspecify.annotations.NullMarked;
