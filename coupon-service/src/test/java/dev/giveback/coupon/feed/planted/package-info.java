/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.feed.planted;

import org.jspecify.annotations.NullMarked;
