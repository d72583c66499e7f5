/** Conditions of surprises: the variables of orders and customers for the platform's compiler, and what is compiled, kept. */
@NullMarked
package dev.giveback.coupon.rules;

import org.jspecify.annotations.NullMarked;
