/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.planted;

import org.jspecify.annotations.NullMarked;
