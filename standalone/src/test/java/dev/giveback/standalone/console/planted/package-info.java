/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.console.planted;

import org.jspecify.annotations.NullMarked;
