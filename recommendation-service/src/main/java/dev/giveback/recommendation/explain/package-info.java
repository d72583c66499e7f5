/** What is true of a recommendation, in plain English. Pure. */
@NullMarked
package dev.giveback.recommendation.explain;

import org.jspecify.annotations.NullMarked;
