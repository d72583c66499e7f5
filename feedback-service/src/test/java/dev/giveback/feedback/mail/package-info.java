/** Tests of this package. */
@NullMarked
package dev.giveback.feedback.mail;

import org.jspecify.annotations.NullMarked;
