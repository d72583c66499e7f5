/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.admin.planted;

import org.jspecify.annotations.NullMarked;
