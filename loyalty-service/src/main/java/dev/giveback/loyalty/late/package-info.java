/** What became known late: orders derived again from their customer's whole history, when an admin or the program asks for it. */
@NullMarked
package dev.giveback.loyalty.late;

import org.jspecify.annotations.NullMarked;
