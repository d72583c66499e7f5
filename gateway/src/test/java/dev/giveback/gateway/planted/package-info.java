/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.gateway.planted;

import org.jspecify.annotations.NullMarked;
