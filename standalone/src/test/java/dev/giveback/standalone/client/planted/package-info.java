/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.client.planted;

import org.jspecify.annotations.NullMarked;
