@NullMarked
package dev.giveback.coupon.domain;

import org.jspecify.annotations.NullMarked;
