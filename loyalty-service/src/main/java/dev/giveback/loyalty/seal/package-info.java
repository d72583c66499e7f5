/** Signed roots over all journals, proofs of single events by them, and the comparison of both with the journal. */
@NullMarked
package dev.giveback.loyalty.seal;

import org.jspecify.annotations.NullMarked;
