/** The command that measures Giveback beside its peers: options, rounds and the wiring of all parts. */
@NullMarked
package dev.giveback.benchmark;

import org.jspecify.annotations.NullMarked;
