/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.catalogue.planted;

import org.jspecify.annotations.NullMarked;
