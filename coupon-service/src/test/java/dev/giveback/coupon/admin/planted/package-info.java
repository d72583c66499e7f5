/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.admin.planted;

import org.jspecify.annotations.NullMarked;
