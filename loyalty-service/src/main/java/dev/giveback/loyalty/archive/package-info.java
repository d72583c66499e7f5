/** The journal as a file: written, read, checked, and imported again. */
@NullMarked
package dev.giveback.loyalty.archive;

import org.jspecify.annotations.NullMarked;
