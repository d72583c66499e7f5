@NullMarked
package dev.giveback.feedback.hooks;

import org.jspecify.annotations.NullMarked;
