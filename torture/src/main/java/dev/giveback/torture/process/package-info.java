/** Suites about real processes: Giveback and its PostgreSQL are killed, cut off, starved and watched from outside, under load. */
@NullMarked
package dev.giveback.torture.process;

import org.jspecify.annotations.NullMarked;
