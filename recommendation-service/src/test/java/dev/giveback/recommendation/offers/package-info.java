@NullMarked
package dev.giveback.recommendation.offers;

import org.jspecify.annotations.NullMarked;
