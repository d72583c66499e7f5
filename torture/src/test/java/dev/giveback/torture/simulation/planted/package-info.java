/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.simulation.planted;

import org.jspecify.annotations.NullMarked;
