/** Tests of this package, from inside it. */
@NullMarked
package dev.giveback.access.journal;

import org.jspecify.annotations.NullMarked;
