/** What admins rebuild and drop: the read model of the customers, and their snapshots. */
@NullMarked
package dev.giveback.loyalty.rebuild;

import org.jspecify.annotations.NullMarked;
