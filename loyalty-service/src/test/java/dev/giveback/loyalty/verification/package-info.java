/** Tests of the rules that single events keep. */
@NullMarked
package dev.giveback.loyalty.verification;

import org.jspecify.annotations.NullMarked;
