/** The arithmetic of the suite of guesses, by hand. */
@NullMarked
package dev.giveback.torture.guessing;

import org.jspecify.annotations.NullMarked;
