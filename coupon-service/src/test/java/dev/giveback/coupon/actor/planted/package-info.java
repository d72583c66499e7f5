/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.actor.planted;

import org.jspecify.annotations.NullMarked;
