/**
 * Where campaigns live: one actor each, which reads the clock, asks the domain to decide, writes what was decided, and sees to it that
 * each claim reaches its customer.
 */
@NullMarked
package dev.giveback.coupon.actor;

import org.jspecify.annotations.NullMarked;
