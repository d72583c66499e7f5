/** The simulation itself: the same again from the same seed, and what it sees. */
@NullMarked
package dev.giveback.torture.simulation;

import org.jspecify.annotations.NullMarked;
