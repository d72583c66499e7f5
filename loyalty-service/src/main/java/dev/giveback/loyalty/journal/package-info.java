/** The stored form of this service's events: what the journal keeps, byte for byte, and how one record vouches for the one before. */
@NullMarked
package dev.giveback.loyalty.journal;

import org.jspecify.annotations.NullMarked;
