/** What is personal: sealed under a key of each customer, opened for those who may read it, and made unreadable when a key is deleted. */
@NullMarked
package dev.giveback.loyalty.privacy;

import org.jspecify.annotations.NullMarked;
