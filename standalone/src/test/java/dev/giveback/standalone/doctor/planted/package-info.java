/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.standalone.doctor.planted;

import org.jspecify.annotations.NullMarked;
