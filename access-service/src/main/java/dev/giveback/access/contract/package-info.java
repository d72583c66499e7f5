/** What callers are told when something does not happen. */
@NullMarked
package dev.giveback.access.contract;

import org.jspecify.annotations.NullMarked;
