/** Real invoices sent through the gateway as checkouts and refunds. */
@NullMarked
package dev.giveback.standalone.replay;

import org.jspecify.annotations.NullMarked;
