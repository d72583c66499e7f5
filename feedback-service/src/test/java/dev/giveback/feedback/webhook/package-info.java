/** Tests of this package. */
@NullMarked
package dev.giveback.feedback.webhook;

import org.jspecify.annotations.NullMarked;
