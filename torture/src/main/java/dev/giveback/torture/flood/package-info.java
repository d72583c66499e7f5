/** Too much at once: more calls than there is room for, and callers that mean harm. */
@NullMarked
package dev.giveback.torture.flood;

import org.jspecify.annotations.NullMarked;
