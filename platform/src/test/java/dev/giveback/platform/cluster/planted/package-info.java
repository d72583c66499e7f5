/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.cluster.planted;

import org.jspecify.annotations.NullMarked;
