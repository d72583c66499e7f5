/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.actor.planted;

import org.jspecify.annotations.NullMarked;
