/**
 * The actors that hold keys, acts and approvals. They are the only ones that read the clock and call {@code decide}; none of them keeps
 * history in memory.
 */
@NullMarked
package dev.giveback.access.actor;

import org.jspecify.annotations.NullMarked;
