/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.concurrency.planted;

import org.jspecify.annotations.NullMarked;
