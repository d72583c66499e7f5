/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.flood.planted;

import org.jspecify.annotations.NullMarked;
