/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.audit.planted;

import org.jspecify.annotations.NullMarked;
