/**
 * The check of draws by whoever does not trust those who drew: written from the published contract, with a code of its own for everything
 * that decides, and dependent on the JDK alone.
 */
@NullMarked
package dev.giveback.coupon.proof;

import org.jspecify.annotations.NullMarked;
