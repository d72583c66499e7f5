/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.archive.planted;

import org.jspecify.annotations.NullMarked;
