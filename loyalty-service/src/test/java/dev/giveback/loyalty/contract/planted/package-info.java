/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.contract.planted;

import org.jspecify.annotations.NullMarked;
