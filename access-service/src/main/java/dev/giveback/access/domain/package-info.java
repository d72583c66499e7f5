/**
 * Keys and their sessions, the log of what was done, and acts that a second person approves. Plain Java: each of the three is an immutable
 * state with a pure {@code decide} and {@code evolve}; whoever holds it reads the clock and draws the secrets.
 */
@NullMarked
package dev.giveback.access.domain;

import org.jspecify.annotations.NullMarked;
