/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.domain.planted;

import org.jspecify.annotations.NullMarked;
