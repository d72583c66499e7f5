/** Learns the trees that rank candidates, by XGBoost. What they learnt is read by plain Java in the domain. */
@NullMarked
package dev.giveback.recommendation.trees;

import org.jspecify.annotations.NullMarked;
