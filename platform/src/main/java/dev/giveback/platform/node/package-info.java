/** What a node says of itself to the gateway: its version, its cluster, what follows the journals on it, and the works of admins. */
@NullMarked
package dev.giveback.platform.node;

import org.jspecify.annotations.NullMarked;
