/** Tests of this package. */
@NullMarked
package dev.giveback.feedback.texts;

import org.jspecify.annotations.NullMarked;
