/**
 * Conditions of earning rules: CEL expressions, compiled and type-checked when a program is saved and evaluated at every checkout.
 *
 * <p>What one evaluation can cost is bounded by the length of its expression: there are no macros, so no loops, and of CEL's
 * functions only those in {@link dev.giveback.loyalty.rules.ConditionCompiler} exist.
 */
@NullMarked
package dev.giveback.loyalty.rules;

import org.jspecify.annotations.NullMarked;
