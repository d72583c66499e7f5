/** Which campaign fits a customer best, and why. */
@NullMarked
package dev.giveback.recommendation.offers;

import org.jspecify.annotations.NullMarked;
