/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.actor.planted;

import org.jspecify.annotations.NullMarked;
