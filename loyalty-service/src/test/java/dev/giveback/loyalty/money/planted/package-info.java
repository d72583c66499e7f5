/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.money.planted;

import org.jspecify.annotations.NullMarked;
