/** What files of campaigns' journals hold, and what an import of them must mind. */
@NullMarked
package dev.giveback.coupon.archive;

import org.jspecify.annotations.NullMarked;
