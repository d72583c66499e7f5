/** The access service as a whole, on a real PostgreSQL. */
@NullMarked
package dev.giveback.access;

import org.jspecify.annotations.NullMarked;
