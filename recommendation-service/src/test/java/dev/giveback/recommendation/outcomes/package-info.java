@NullMarked
package dev.giveback.recommendation.outcomes;

import org.jspecify.annotations.NullMarked;
