/** The verbs of admins, by gRPC. */
@NullMarked
package dev.giveback.coupon.admin;

import org.jspecify.annotations.NullMarked;
