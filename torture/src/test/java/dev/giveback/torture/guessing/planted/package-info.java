/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.guessing.planted;

import org.jspecify.annotations.NullMarked;
