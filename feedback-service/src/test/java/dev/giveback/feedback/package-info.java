@NullMarked
package dev.giveback.feedback;

import org.jspecify.annotations.NullMarked;
