/** What customers wrote and what was noted about them: in a table of its own, so that an erasure leaves nothing of it. */
@NullMarked
package dev.giveback.feedback.texts;

import org.jspecify.annotations.NullMarked;
