/** What surveys and messages can be about, as tables: occasions, what is planned for them, and purchases. */
@NullMarked
package dev.giveback.feedback.occasions;

import org.jspecify.annotations.NullMarked;
