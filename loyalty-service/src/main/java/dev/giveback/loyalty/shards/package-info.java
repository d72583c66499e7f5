/** Journals of customers on databases of their own, each with a range of customers, and how their events come into the service's journal. */
@NullMarked
package dev.giveback.loyalty.shards;

import org.jspecify.annotations.NullMarked;
