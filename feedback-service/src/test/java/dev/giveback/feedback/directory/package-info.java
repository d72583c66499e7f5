@NullMarked
package dev.giveback.feedback.directory;

import org.jspecify.annotations.NullMarked;
