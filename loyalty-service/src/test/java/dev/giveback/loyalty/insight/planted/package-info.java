/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.insight.planted;

import org.jspecify.annotations.NullMarked;
