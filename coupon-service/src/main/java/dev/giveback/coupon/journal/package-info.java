/** How campaigns are stored: events and snapshots as protobuf, in rows that vouch for the row before. */
@NullMarked
package dev.giveback.coupon.journal;

import org.jspecify.annotations.NullMarked;
