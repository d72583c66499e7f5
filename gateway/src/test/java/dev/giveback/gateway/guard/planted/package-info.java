/** What the architecture test of the guard must catch. */
@NullMarked
package dev.giveback.gateway.guard.planted;

import org.jspecify.annotations.NullMarked;
