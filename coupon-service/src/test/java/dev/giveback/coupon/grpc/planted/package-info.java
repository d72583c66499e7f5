/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.grpc.planted;

import org.jspecify.annotations.NullMarked;
