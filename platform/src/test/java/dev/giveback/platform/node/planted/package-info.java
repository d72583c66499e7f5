/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.node.planted;

import org.jspecify.annotations.NullMarked;
