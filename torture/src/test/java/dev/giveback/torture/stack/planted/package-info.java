/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.stack.planted;

import org.jspecify.annotations.NullMarked;
