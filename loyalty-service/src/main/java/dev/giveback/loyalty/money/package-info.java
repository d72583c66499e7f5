/** Money between the published contract and the whole minor units that the domain counts in. */
@NullMarked
package dev.giveback.loyalty.money;

import org.jspecify.annotations.NullMarked;
