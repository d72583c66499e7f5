/** Customers and programs as they stood at any moment, made of their events from the first one on. */
@NullMarked
package dev.giveback.loyalty.history;

import org.jspecify.annotations.NullMarked;
