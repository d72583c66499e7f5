/** Start and stop of a process: what was started last is stopped first. */
@NullMarked
package dev.giveback.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
