/** What a program owes in points at a moment: its events followed lot by lot, by the month in which points were earned. */
@NullMarked
package dev.giveback.loyalty.liability;

import org.jspecify.annotations.NullMarked;
