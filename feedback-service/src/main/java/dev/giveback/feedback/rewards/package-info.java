/** Brings rewards to customers: points by loyalty-service, coupons by coupon-service, and to referrers the news that they have earned one. */
@NullMarked
package dev.giveback.feedback.rewards;

import org.jspecify.annotations.NullMarked;
