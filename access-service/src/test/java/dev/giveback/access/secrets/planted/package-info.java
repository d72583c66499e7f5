/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.secrets.planted;

import org.jspecify.annotations.NullMarked;
