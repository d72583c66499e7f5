/** How events and states are stored. */
@NullMarked
package dev.giveback.access.journal;

import org.jspecify.annotations.NullMarked;
