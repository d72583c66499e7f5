/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.shards.planted;

import org.jspecify.annotations.NullMarked;
