/**
 * Conditions of earning rules and coupons: the variables of orders, customers and lines, for the platform's compiler. They are compiled and
 * type-checked when a program is saved and evaluated at every checkout.
 */
@NullMarked
package dev.giveback.loyalty.rules;

import org.jspecify.annotations.NullMarked;
