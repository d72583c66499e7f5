/** The journal read in the order of its transactions: as pages, as a live stream, and by projections. */
@NullMarked
package dev.giveback.platform.feed;

import org.jspecify.annotations.NullMarked;
