/** What coupon-service asks loyalty-service: to grant and take back coupons, and what a program's currency and time zone are. */
@NullMarked
package dev.giveback.coupon.customers;

import org.jspecify.annotations.NullMarked;
