/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.fuzz.planted;

import org.jspecify.annotations.NullMarked;
