/**
 * The read model that follows the journal of the customers, what is answered from it, and the sweeper that finds expired points by it.
 *
 * <p>An event goes {@link dev.giveback.platform.feed.JournalFeed} → {@link dev.giveback.loyalty.directory.DirectoryProjection} → one
 * row of the customer and one of the program, in the transaction that keeps the offset. {@link
 * dev.giveback.loyalty.directory.Directory} reads those rows; {@link dev.giveback.loyalty.directory.ExpirySweeper} asks the customers
 * whose points are due.
 */
@NullMarked
package dev.giveback.loyalty.directory;

import org.jspecify.annotations.NullMarked;
