/** Tests of what programs owe in points. */
@NullMarked
package dev.giveback.loyalty.liability;

import org.jspecify.annotations.NullMarked;
