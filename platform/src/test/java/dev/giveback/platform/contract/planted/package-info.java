/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.contract.planted;

import org.jspecify.annotations.NullMarked;
