/** Bytes that nobody meant, for everything that reads bytes of others: is there any that it cannot bear? */
@NullMarked
package dev.giveback.torture.fuzz;

import org.jspecify.annotations.NullMarked;
