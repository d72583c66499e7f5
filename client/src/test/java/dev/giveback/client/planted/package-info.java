/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.client.planted;

import org.jspecify.annotations.NullMarked;
