/** Where customers live: one actor each, which reads the clock, asks the domain to decide, and writes what was decided. */
@NullMarked
package dev.giveback.loyalty.actor;

import org.jspecify.annotations.NullMarked;
