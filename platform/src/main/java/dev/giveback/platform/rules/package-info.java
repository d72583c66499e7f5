/**
 * Conditions over facts of any kind: CEL expressions, compiled and type-checked when a rule is saved and evaluated as often as one likes.
 *
 * <p>What one evaluation can cost is bounded by the length of its expression: there are no macros, so no loops, and of CEL's
 * functions only those in {@link dev.giveback.platform.rules.PredicateCompiler} exist.
 */
@NullMarked
package dev.giveback.platform.rules;

import org.jspecify.annotations.NullMarked;
