/** The customers' journals as feeds for other services: what became of coupons, and which orders were made and refunded. */
@NullMarked
package dev.giveback.loyalty.feed;

import org.jspecify.annotations.NullMarked;
