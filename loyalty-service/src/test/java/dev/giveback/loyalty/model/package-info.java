/** The customer against a naive ledger that was written from the published rules, by random commands. */
@NullMarked
package dev.giveback.loyalty.model;

import org.jspecify.annotations.NullMarked;
