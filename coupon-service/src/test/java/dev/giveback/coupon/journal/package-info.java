@NullMarked
package dev.giveback.coupon.journal;

import org.jspecify.annotations.NullMarked;
