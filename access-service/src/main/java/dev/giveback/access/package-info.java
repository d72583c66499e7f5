/** The access service: wiring, settings, the first key, start and stop. */
@NullMarked
package dev.giveback.access;

import org.jspecify.annotations.NullMarked;
