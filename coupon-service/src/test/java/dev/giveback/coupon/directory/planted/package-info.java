/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.directory.planted;

import org.jspecify.annotations.NullMarked;
