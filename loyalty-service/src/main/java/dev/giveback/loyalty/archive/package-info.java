/** What files of the loyalty service's journal hold, and what an import of them must mind. */
@NullMarked
package dev.giveback.loyalty.archive;

import org.jspecify.annotations.NullMarked;
