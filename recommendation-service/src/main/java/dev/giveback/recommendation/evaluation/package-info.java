/** Measures recommendations on a shop's files, by the service's own code and by a protocol that anyone can repeat. */
@NullMarked
package dev.giveback.recommendation.evaluation;

import org.jspecify.annotations.NullMarked;
