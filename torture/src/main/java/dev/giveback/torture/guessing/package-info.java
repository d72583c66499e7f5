/** Suite 14: who guesses codes finds none, is stopped, and learns nothing from how long an answer takes. */
@NullMarked
package dev.giveback.torture.guessing;

import org.jspecify.annotations.NullMarked;
