/** The journal as a file: written, read, checked, and imported again. */
@NullMarked
package dev.giveback.platform.archive;

import org.jspecify.annotations.NullMarked;
