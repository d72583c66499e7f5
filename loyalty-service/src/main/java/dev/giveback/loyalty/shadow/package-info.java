/**
 * From what was recorded back to what had been asked for, so that it can be decided again: under other rules, or at another place in a
 * customer's life. Pure: it knows the domain only, whose {@code decide} does the deciding.
 */
@NullMarked
package dev.giveback.loyalty.shadow;

import org.jspecify.annotations.NullMarked;
