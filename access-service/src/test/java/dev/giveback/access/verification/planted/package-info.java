/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.verification.planted;

import org.jspecify.annotations.NullMarked;
