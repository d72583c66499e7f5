/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.contract.planted;

import org.jspecify.annotations.NullMarked;
