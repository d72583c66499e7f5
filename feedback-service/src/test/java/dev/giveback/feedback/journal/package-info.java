@NullMarked
package dev.giveback.feedback.journal;

import org.jspecify.annotations.NullMarked;
