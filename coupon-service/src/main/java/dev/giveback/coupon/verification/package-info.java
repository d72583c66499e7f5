/** Whether the journals of campaigns are whole and keep their rules, and whether read model and snapshots say what they say. */
@NullMarked
package dev.giveback.coupon.verification;

import org.jspecify.annotations.NullMarked;
